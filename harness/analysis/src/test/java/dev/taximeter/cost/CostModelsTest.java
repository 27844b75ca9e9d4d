package dev.taximeter.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CostModelsTest {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    @Test
    void aMachineCostsTheSameIdleOrBusy() {
        Machine machine = new Machine(decimal("0.36"), decimal("10"));
        assertThat(machine.perRequest(BigDecimal.ONE)).isEqualByComparingTo("0.00001");
        assertThat(machine.perRequest(decimal("0.1"))).isEqualByComparingTo("0.0001");
        assertThat(machine.perMonth(Volume.even(BigDecimal.ONE))).isEqualByComparingTo("262.80");
        assertThat(machine.utilisationFor(decimal("0.0001"))).isEqualByComparingTo("0.1");
    }

    @Test
    void theBusiestHourSaysHowManyMachinesThereAre() {
        Machine machine = new Machine(BigDecimal.ONE, decimal("1"));
        // 2,628,000 seconds a month: one request a second, all day.
        Volume even = Volume.even(decimal("2628000"));
        assertThat(machine.neededFor(even)).isEqualTo(1);
        assertThat(machine.utilisationAt(even).doubleValue()).isEqualTo(1, within(1e-12));
        Volume inOneHour = Volume.weighted(decimal("2628000"), onlyAtNoon());
        assertThat(machine.neededFor(inOneHour)).isEqualTo(24);
        assertThat(machine.utilisationAt(inOneHour).doubleValue()).isEqualTo(1 / 24.0, within(1e-9));
    }

    /** Numbers of Azure's documentation, August 2025: gpt-4o takes 2,500 tokens a minute and unit; global units from 15 by 5. */
    @Test
    void provisionedUnitsAreBoughtInStepsAndTheRestSpillsOver() {
        ProvisionedUnits units = new ProvisionedUnits(
                BigDecimal.ONE, 15, 5, decimal("2500"), ProvisionedUnits.weighted(500, 125, decimal("4")));
        assertThat(units.tokensPerRequest()).isEqualByComparingTo("1000");
        assertThat(units.purchasable(1)).isEqualTo(15);
        assertThat(units.purchasable(15)).isEqualTo(15);
        assertThat(units.purchasable(16)).isEqualTo(20);
        // 15 units take 37.5 requests a minute: 1,642,500 a month.
        Volume full = Volume.even(decimal("1642500"));
        assertThat(units.neededFor(full)).isEqualTo(15);
        assertThat(units.utilisationAt(full, 15).doubleValue()).isEqualTo(1, within(1e-12));
        Volume twice = Volume.even(decimal("3285000"));
        assertThat(units.spilled(twice, 15).doubleValue()).isEqualTo(1_642_500, within(1e-6));
        assertThat(units.neededFor(twice)).isEqualTo(30);
        assertThat(new Supply.Reserved(units, 15, decimal("0.01"))
                        .perMonth(twice)
                        .doubleValue())
                .isEqualTo(15 * 730 + 16_425, within(1e-6));
        assertThat(units.cheapest(twice, decimal("0.01")).bought()).isEqualTo(30);
        assertThat(units.cheapest(twice, decimal("0.001")).bought()).isEqualTo(15);
    }

    @Test
    void unitsThatTakeTheBusiestHourSpillNothing() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<BigDecimal> weights = new ArrayList<>();
            for (int hour = 0; hour < 24; hour++) {
                weights.add(BigDecimal.valueOf(random.nextInt(1, 100)));
            }
            Volume volume = Volume.weighted(BigDecimal.valueOf(random.nextInt(1, 50_000_000)), weights);
            ProvisionedUnits units = new ProvisionedUnits(
                    BigDecimal.ONE,
                    random.nextInt(1, 50),
                    random.nextInt(1, 50),
                    BigDecimal.valueOf(random.nextInt(100, 60_000)),
                    BigDecimal.valueOf(random.nextInt(1, 5_000)));
            int enough = units.neededFor(volume);
            assertThat(units.spilled(volume, enough).doubleValue())
                    .as("seed %d", seed)
                    .isEqualTo(0, within(1e-6));
            if (enough > units.minimum()) {
                assertThat(units.spilled(volume, enough - units.step()))
                        .as("seed %d: one step fewer", seed)
                        .isPositive();
            }
        }
    }

    @Test
    void aMixtureCostsTheFirstForAllAndTheSecondForSome() {
        Supply mixed = new Supply.Mixed(
                new Supply.Owned(new Machine(decimal("0.10"), decimal("100"))),
                new Supply.Metered(decimal("0.01")),
                decimal("0.2"));
        assertThat(mixed.perMonth(Volume.even(MILLION))).isEqualByComparingTo("2073.0");
        assertThat(mixed.perThousand(Volume.even(MILLION))).isEqualByComparingTo("2.073");
    }

    @Test
    void aMachineIsWorthItFromTheVolumeOnWhereItsMonthCostsWhatTheVendorAsks() {
        Supply own = new Supply.Owned(new Machine(decimal("0.50"), decimal("50")));
        Supply vendor = new Supply.Metered(decimal("0.001"));
        Volume day = Volume.even(BigDecimal.ONE);
        assertThat(BreakEven.from(own, vendor, day, decimal("1000"), decimal("100000000")))
                .hasValueSatisfying(from -> assertThat(from.doubleValue()).isEqualTo(365_000, within(23_000.0)));
        assertThat(BreakEven.from(vendor, own, day, decimal("1000"), decimal("100000000")))
                .isEmpty();
    }

    @Test
    void trainingIsPaidBackOnceItsPriceIsSavedAndNeverWhenNothingIs() {
        FineTuning tuned = new FineTuning(decimal("1.20"), decimal("0.001"));
        assertThat(tuned.paidBackAfter(decimal("0.061"))).contains(BigDecimal.valueOf(20));
        assertThat(tuned.paidBackAfter(decimal("0.001"))).isEmpty();
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> new Machine(BigDecimal.ZERO, BigDecimal.ONE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Volume(BigDecimal.ONE, List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<BigDecimal> onlyAtNoon() {
        List<BigDecimal> weights = new ArrayList<>(Collections.nCopies(24, BigDecimal.ZERO));
        weights.set(12, BigDecimal.ONE);
        return weights;
    }

    private static BigDecimal decimal(String number) {
        return new BigDecimal(number);
    }
}
