package dev.taximeter.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AccountTest {

    @Test
    void aSumIsSetAsideWholeOrNotAtAll() {
        Account account = new Account(new BigDecimal("1.00"));
        assertThat(account.setAside(new BigDecimal("0.60"))).isTrue();
        assertThat(account.setAside(new BigDecimal("0.41"))).isFalse();
        assertThat(account.setAside(new BigDecimal("0.40"))).isTrue();
        assertThat(account.balance()).isEqualTo(new Account.Balance(BigDecimal.ZERO, new BigDecimal("1.00")));
    }

    @Test
    void whatWasNotSpentIsFreeAgain() {
        Account account = new Account(BigDecimal.ONE);
        account.setAside(BigDecimal.ONE);
        account.spend(BigDecimal.ONE, new BigDecimal("0.25"));
        assertThat(account.setAside(new BigDecimal("0.76"))).isFalse();
        assertThat(account.setAside(new BigDecimal("0.75"))).isTrue();
        assertThat(account.balance().atMost()).isEqualByComparingTo("1");
    }

    @Test
    void manyThreadsTogetherNeverSpendMoreThanTheLimit() throws InterruptedException {
        for (long seed = 0; seed < 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            BigDecimal limit = cents(random.nextInt(1, 3_000));
            Account account = new Account(limit);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                SplittableRandom own = random.split();
                threads.add(Thread.ofVirtual().start(() -> pay(account, own)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            Account.Balance end = account.balance();
            assertThat(end.spent()).as("seed %d", seed).isLessThanOrEqualTo(limit);
            assertThat(end.setAside()).as("seed %d", seed).isZero();
        }
    }

    /** 200 calls, several of them open at a time, each at most as dear as was set aside for it. */
    private static void pay(Account account, SplittableRandom random) {
        List<BigDecimal> open = new ArrayList<>();
        for (int call = 0; call < 200; call++) {
            BigDecimal most = cents(random.nextInt(0, 50));
            if (account.setAside(most)) {
                open.add(most);
            }
            if (open.size() > 3) {
                settle(account, open.removeFirst(), random);
            }
            Thread.yield();
        }
        open.forEach(most -> settle(account, most, random));
    }

    private static void settle(Account account, BigDecimal most, SplittableRandom random) {
        account.spend(most, most.multiply(BigDecimal.valueOf(random.nextInt(0, 101), 2)));
    }

    private static BigDecimal cents(int cents) {
        return BigDecimal.valueOf(cents, 2);
    }
}
