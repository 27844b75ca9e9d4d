package dev.taximeter.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.cost.Account.Reach;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AccountTest {

    @Test
    void aSumIsSetAsideWholeOrNotAtAll() {
        Account account = new Account(new BigDecimal("1.00"));
        assertThat(account.setAside(new BigDecimal("0.60"))).isEqualTo(Reach.NOW);
        assertThat(account.setAside(new BigDecimal("0.41"))).isEqualTo(Reach.LATER);
        assertThat(account.setAside(new BigDecimal("0.40"))).isEqualTo(Reach.NOW);
        assertThat(account.balance()).isEqualTo(new Account.Balance(BigDecimal.ZERO, new BigDecimal("1.00")));
    }

    @Test
    void whatWasNotSpentIsFreeAgain() {
        Account account = new Account(BigDecimal.ONE);
        account.setAside(BigDecimal.ONE);
        account.spend(BigDecimal.ONE, new BigDecimal("0.25"));
        assertThat(account.setAside(new BigDecimal("0.76"))).isEqualTo(Reach.NEVER);
        assertThat(account.setAside(new BigDecimal("0.75"))).isEqualTo(Reach.NOW);
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
            if (account.setAside(most) == Reach.NOW) {
                open.add(most);
            }
            if (open.size() > 3) {
                settle(account, open.removeFirst(), random);
            }
            Thread.yield();
        }
        open.forEach(most -> settle(account, most, random));
    }

    @Test
    void aSumIsRefusedForGoodOnlyWhenWhatIsLeftDoesNotReachForItWhateverOpenCallsCost() throws InterruptedException {
        for (long seed = 0; seed < 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            BigDecimal limit = cents(random.nextInt(100, 1_000));
            Account account = new Account(limit);
            List<BigDecimal> refused = Collections.synchronizedList(new ArrayList<>());
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                SplittableRandom own = random.split();
                threads.add(Thread.ofVirtual().start(() -> refused.add(payUntilRefused(account, own))));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            BigDecimal left = limit.subtract(account.balance().spent());
            assertThat(left).as("seed %d", seed).isNotNegative();
            assertThat(account.balance().setAside()).as("seed %d", seed).isZero();
            assertThat(refused)
                    .as("seed %d", seed)
                    .hasSize(8)
                    .allSatisfy(sum -> assertThat(sum).isGreaterThan(left));
        }
    }

    /** One call after another, each as dear as the next; waits while others may give money back. */
    private static BigDecimal payUntilRefused(Account account, SplittableRandom random) {
        while (true) {
            BigDecimal most = cents(random.nextInt(1, 100));
            Reach reach = account.setAside(most);
            while (reach == Reach.LATER) {
                Thread.yield();
                reach = account.setAside(most);
            }
            if (reach == Reach.NEVER) {
                return most;
            }
            Thread.yield();
            settle(account, most, random);
        }
    }

    private static void settle(Account account, BigDecimal most, SplittableRandom random) {
        account.spend(most, most.multiply(BigDecimal.valueOf(random.nextInt(0, 101), 2)));
    }

    private static BigDecimal cents(int cents) {
        return BigDecimal.valueOf(cents, 2);
    }
}
