package dev.taximeter.report;

import dev.taximeter.chart.ArmLook;
import dev.taximeter.chart.Numbers;
import dev.taximeter.chart.Numbers.Unit;
import dev.taximeter.chart.Untrusted;
import dev.taximeter.cost.Cost;
import dev.taximeter.model.Metric;
import dev.taximeter.report.Table.Cell;
import dev.taximeter.report.Table.Column;
import dev.taximeter.report.Table.Row;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.Accuracy;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Distribution;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.TruthAgreement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What tables show, and in which unit: one unit a table or group of columns, so that columns compare by eye. */
final class Tables {
    private final RunSummary summary;
    private final List<ArmLook> looks;

    Tables(RunSummary summary) {
        this.summary = summary;
        this.looks = ArmLook.of(summary);
    }

    /** What was varied, then response times of all arms, the stream, and what it is worth; a table without a figure is left out. */
    List<Table> all() {
        CallTables calls = new CallTables(summary, this);
        TransportTable transport = new TransportTable(summary, looks, this);
        JsonTables json = new JsonTables(summary, looks);
        ClarityTables clarity = new ClarityTables(summary, looks, this);
        return Stream.of(
                        json.broken(),
                        clarity.all(),
                        clarity.contacts(),
                        clarity.unclear(),
                        LevelTable.of(summary, looks, this),
                        Optional.of(response()),
                        streaming(),
                        transport.directions(),
                        transport.counts(),
                        calls.servers(),
                        calls.retries(),
                        Optional.of(worth()),
                        new EntityTables(summary, this).all(),
                        new EntityTables(summary, this).byType(),
                        new PlatformTables(summary, this).generated(),
                        new PlatformTables(summary, this).retrieval(),
                        HybridTable.of(summary, looks, this),
                        json.failures())
                .flatMap(Optional::stream)
                .toList();
    }

    Table response() {
        Unit unit = unit(Metric.RESPONSE);
        List<Column> columns = List.of(
                new Column("n", 8),
                new Column("errors", 8),
                new Column("mean", 6),
                new Column("σ", 7),
                Column.of("p50"),
                new Column("p90", 4),
                new Column("p95", 5),
                Column.of("p99"),
                new Column("max", 6));
        List<Row> rows = rows(arm -> {
            Distribution d = arm.distribution(Metric.RESPONSE);
            List<Cell> cells = new ArrayList<>();
            cells.add(Cell.of(Numbers.count(arm.counts().sent())));
            cells.add(Cell.of(Numbers.count(arm.counts().errors())));
            cells.add(d == null ? Cell.NONE : bare(d.mean(), unit));
            cells.add(d == null ? Cell.NONE : bare(d.standardDeviation(), unit));
            cells.add(nanos(arm.percentile(Metric.RESPONSE, Percentile.P50), unit));
            cells.add(bare(arm.percentile(Metric.RESPONSE, Percentile.P90), unit));
            cells.add(bare(arm.percentile(Metric.RESPONSE, Percentile.P95), unit));
            cells.add(nanos(arm.percentile(Metric.RESPONSE, Percentile.P99), unit));
            cells.add(d == null ? Cell.NONE : Cell.of(Numbers.duration(d.maxNanos(), unit)));
            return cells;
        });
        String note = "Good answers of the measured phase, from the intended start. [low … high] is a 95 % interval.";
        return new Table("response", "Response time, " + unit.symbol(), columns, rows, note, List.of());
    }

    private Optional<Table> streaming() {
        List<Column> columns = new ArrayList<>();
        List<Metric> metrics = Stream.of(Metric.TTFT, Metric.INTER_CHUNK, Metric.TPOT)
                .filter(m -> summary.arms().stream().anyMatch(arm -> arm.distribution(m) != null))
                .toList();
        if (metrics.isEmpty()) {
            return Optional.empty();
        }
        for (Metric metric : metrics) {
            String name = shortName(metric) + " " + unit(metric).symbol();
            int keep = metric == Metric.TTFT ? 8 : metric == Metric.TPOT ? 5 : 3;
            columns.add(new Column(name + ", p50", keep + 1));
            columns.add(new Column("p99", keep));
        }
        List<Row> rows = rows(arm -> metrics.stream()
                .flatMap(m -> Stream.of(
                        nanos(arm.percentile(m, Percentile.P50), unit(m)),
                        nanos(arm.percentile(m, Percentile.P99), unit(m))))
                .toList());
        return Optional.of(new Table(
                "streaming",
                "Streaming",
                columns,
                rows,
                "TTFT: time to first token. Gap: between content chunks. TPOT: time per output token.",
                bursts()));
    }

    /** A time per token that was read from bursts says nothing of how the tokens were made. */
    private List<String> bursts() {
        List<String> bursty = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            Figure gap = summary.arms().get(i).percentile(Metric.INTER_CHUNK, Percentile.P50);
            if (gap != null && gap.value() < Unit.MILLISECONDS.nanos()) {
                bursty.add(looks.get(i).label());
            }
        }
        return bursty.isEmpty()
                ? List.of()
                : List.of("Chunks came in bursts from " + String.join(", ", bursty)
                        + ": gap and TPOT say how fast they were read, not how fast tokens were made.");
    }

    private Table worth() {
        boolean scope = summary.arms().stream()
                .map(ArmSummary::accuracy)
                .anyMatch(a -> a != null && a.outOfScopeRecall() != null);
        boolean judged = summary.arms().stream().anyMatch(arm -> arm.accuracy() != null);
        boolean labelled =
                summary.arms().stream().map(ArmSummary::accuracy).anyMatch(a -> a != null && a.macroF1() != null);
        String currency = currency();
        List<Column> columns = new ArrayList<>();
        if (judged) {
            columns.add(Column.of("accuracy, %"));
        }
        if (scope) {
            columns.add(new Column("out of scope, %", 8));
        }
        if (labelled) {
            columns.add(new Column("macro F1, %", 5));
            columns.add(new Column("unknown labels", 4));
        }
        columns.add(Column.of("cost of 1" + Numbers.THIN + "000" + currency));
        if (judged) {
            columns.add(new Column("cost of a correct answer" + currency, 6));
        }
        columns.add(new Column("answers/s", 7));
        List<Row> rows = rows(arm -> {
            List<Cell> cells = new ArrayList<>();
            Accuracy accuracy = arm.accuracy();
            if (judged) {
                cells.add(ratio(accuracy == null ? null : accuracy.inScope()));
            }
            if (scope) {
                cells.add(ratio(accuracy == null ? null : accuracy.outOfScopeRecall()));
            }
            if (labelled) {
                cells.add(ratio(accuracy == null ? null : accuracy.macroF1()));
                cells.add(accuracy == null ? Cell.NONE : Cell.of(Numbers.count(accuracy.unreadable())));
            }
            cells.add(money(arm.cost() instanceof Cost.Known known ? known.perThousand() : null));
            if (judged) {
                cells.add(money(arm.cost() instanceof Cost.Known known ? known.perCorrect() : null));
            }
            Double throughput = arm.throughputPerSecond();
            cells.add(throughput == null ? Cell.NONE : Cell.of(Numbers.number(throughput)));
            return cells;
        });
        String caption = judged ? "Accuracy, cost, throughput" : "Cost, throughput";
        String note = String.join(" ", costNotes(cost -> !isOfMachine(cost)));
        return new Table("worth", caption, columns, rows, note, costNotes(Tables::isOfMachine));
    }

    /** Such a cost rests on how much of the machine's time is assumed to be in use. */
    private static boolean isOfMachine(Cost cost) {
        return cost instanceof Cost.Known known && known.quote().machineHour() != null;
    }

    /** Why an arm's cost is missing, or what it rests on. */
    private List<String> costNotes(Predicate<Cost> which) {
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            Cost cost = summary.arms().get(i).cost();
            String words = switch (cost) {
                case Cost.Unknown unknown -> "no cost: " + unknown.reason();
                case Cost.Known known -> known.basis();
            };
            if (which.test(cost)) {
                notes.add(Untrusted.line(looks.get(i).label() + ": " + words) + ".");
            }
        }
        return notes;
    }

    /** How far the figures of emulated arms are from what the emulator did; empty when nothing was emulated. */
    Optional<Table> truth() {
        List<TruthAgreement> truth = summary.instrument().truth();
        if (truth.isEmpty()) {
            return Optional.empty();
        }
        Unit unit = Numbers.unitFor(
                truth.stream().flatMapToDouble(t -> DoubleStream.of(t.ttftP99Nanos(), t.endToEndP99Nanos())));
        List<Column> columns = List.of(
                Column.of("n"),
                new Column("no stamp", 6),
                Column.of("TTFT median"),
                Column.of("p99"),
                new Column("max", 7),
                Column.of("end to end median"),
                Column.of("p99"),
                new Column("max", 7));
        List<Row> rows = new ArrayList<>();
        for (TruthAgreement t : truth) {
            looks.stream()
                    .filter(look -> look.name().equals(t.arm()))
                    .findFirst()
                    .ifPresent(look -> {
                        List<Cell> cells = new ArrayList<>();
                        cells.add(Cell.of(Numbers.count(t.n())));
                        cells.add(Cell.of(Numbers.count(t.unmatched())));
                        DoubleStream.of(
                                        t.ttftMedianNanos(),
                                        t.ttftP99Nanos(),
                                        t.ttftMaxNanos(),
                                        t.endToEndMedianNanos(),
                                        t.endToEndP99Nanos(),
                                        t.endToEndMaxNanos())
                                .forEach(nanos -> cells.add(Cell.of(Numbers.duration(nanos, unit))));
                        rows.add(new Row(look, true, cells));
                    });
        }
        return Optional.of(new Table(
                "truth",
                "Error against the emulator's own stamps, " + unit.symbol(),
                columns,
                rows,
                "Measured duration minus the emulator's duration, each by its own clock.",
                List.of()));
    }

    /** The unit in which this metric is shown everywhere in a report; times to the first token and to the last share one. */
    Unit unit(Metric metric) {
        if (metric == Metric.TTFT || metric == Metric.TTFT_FROM_INTENDED || metric == Metric.ATTEMPT) {
            return unit(Metric.RESPONSE);
        }
        return Numbers.unitFor(summary.arms().stream()
                .map(arm -> arm.percentile(metric, Percentile.P50))
                .filter(Objects::nonNull)
                .mapToDouble(Figure::value));
    }

    static String shortName(Metric metric) {
        return switch (metric) {
            case RESPONSE -> "response";
            case SERVICE -> "service";
            case TTFT -> "TTFT";
            case TTFT_FROM_INTENDED -> "TTFT from intended";
            case INTER_CHUNK -> "gap";
            case TPOT -> "TPOT";
            case FIRST_REASONING -> "TTFR";
            case NTPOT -> "NTPOT";
            case ATTEMPT -> "attempt";
            case NETWORK -> "network";
            case SERVER_QUEUE -> "queue";
            case SERVER_PREFILL -> "prefill";
            case SERVER_DECODE -> "decode";
            case SERVER_INFERENCE -> "inference";
            case PUBLISH -> "publish";
            case TRANSPORT_FORWARD -> "there";
            case TRANSPORT_BACK -> "back";
            case CLOCK_BOUND -> "± clocks";
            case CONNECT -> "connect";
            case DISPATCH_LAG -> "dispatch lag";
            case SLOT_WAIT -> "slot wait";
        };
    }

    /** {@code , USD} when all arms have one currency. */
    private String currency() {
        TreeSet<String> all = new TreeSet<>();
        for (ArmSummary arm : summary.arms()) {
            if (arm.cost() instanceof Cost.Known known) {
                all.add(Untrusted.line(known.quote().currency()));
            }
        }
        return all.isEmpty() ? "" : ", " + String.join(" or ", all);
    }

    interface Cells {
        @Nullable
        List<Cell> of(ArmSummary arm);
    }

    /** A row for each arm; an arm without cells has none. */
    List<Row> rows(Cells cells) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            ArmSummary arm = summary.arms().get(i);
            List<Cell> own = cells.of(arm);
            if (own != null) {
                rows.add(new Row(looks.get(i), arm.arm().emulated(), own));
            }
        }
        return rows;
    }

    private static Cell bare(@Nullable Figure figure, Unit unit) {
        return figure == null ? Cell.NONE : Cell.of(Numbers.duration(figure.value(), unit));
    }

    static Cell nanos(@Nullable Figure figure, Unit unit) {
        return cell(figure, v -> Numbers.duration(v, unit));
    }

    static Cell ratio(@Nullable Figure figure) {
        return cell(figure, Numbers::percentDigits);
    }

    /** A figure without a unit. */
    static Cell plain(@Nullable Figure figure) {
        return cell(figure, Numbers::number);
    }

    private static Cell cell(@Nullable Figure figure, DoubleFunction<String> format) {
        if (figure == null) {
            return Cell.NONE;
        }
        Interval interval = figure.interval();
        return new Cell(format.apply(figure.value()), interval == null ? "" : Numbers.interval(interval, format));
    }

    static Cell money(@Nullable BigDecimal amount) {
        return amount == null ? Cell.NONE : Cell.of(Numbers.money(amount));
    }
}
