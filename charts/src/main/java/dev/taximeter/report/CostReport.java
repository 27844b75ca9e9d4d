package dev.taximeter.report;

import dev.taximeter.chart.ArmLook;
import dev.taximeter.chart.Figures;
import dev.taximeter.chart.Numbers;
import dev.taximeter.chart.Untrusted;
import dev.taximeter.compare.ObjectiveResult;
import dev.taximeter.compare.RunVerdict;
import dev.taximeter.cost.Capacity;
import dev.taximeter.cost.Cost;
import dev.taximeter.cost.Supply;
import dev.taximeter.cost.Volume;
import dev.taximeter.model.Sweep;
import dev.taximeter.report.ConsoleReport.Style;
import dev.taximeter.report.Table.Cell;
import dev.taximeter.report.Table.Column;
import dev.taximeter.report.Table.Row;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.Supplies;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run's arms cost, by everything that one may divide by, at other volumes and other utilisations. */
public final class CostReport {
    private static final List<String> PERCENTS = List.of("1", "2", "5", "10", "20", "50", "100");
    private static final List<String> VOLUMES = List.of("1000", "10000", "100000", "1000000", "10000000", "100000000");

    private final RunSummary summary;
    private final List<ArmLook> looks;
    private final Map<String, Supply> supplies;
    private final Volume volume;
    private final List<String> provisioned;

    private CostReport(RunSummary summary, Volume volume, Map<String, Supply> more) {
        this.summary = summary;
        this.looks = ArmLook.of(summary);
        this.supplies = new LinkedHashMap<>(Supplies.of(summary));
        this.volume = volume;
        this.provisioned = List.copyOf(more.keySet());
        this.supplies.putAll(more);
    }

    /**
     * For a terminal, ending with a line end.
     *
     * @param verdict which objectives the arms keep
     * @param volume a month and its day
     * @param more further ways to have the same requests answered, by name, in the currency of the arms
     */
    public static String console(
            RunSummary summary, RunVerdict verdict, Volume volume, Map<String, Supply> more, Style style) {
        return new CostReport(summary, volume, more).text(verdict, style);
    }

    /** The same as a page, with pictures of where the arms meet. */
    public static Page page(RunSummary summary, RunVerdict verdict, Volume volume, Map<String, Supply> more) {
        return new CostReport(summary, volume, more).page(verdict);
    }

    private Page page(RunVerdict verdict) {
        String emulation = Facts.emulation(summary);
        List<String> meet = new ArrayList<>(sentences());
        if (!emulation.isEmpty()) {
            meet.addFirst(ArmLook.EMULATED + ": " + emulation);
        }
        List<String> basis = new ArrayList<>(caveats(verdict));
        basis.addAll(bases());
        return new Page(
                "Cost of " + summary.manifest().scenario(),
                "Run %s; a month of %s requests"
                        .formatted(
                                summary.manifest().id(),
                                Numbers.count(volume.requestsAMonth().longValue())),
                List.of(
                        new Page.Section(
                                "Where they meet", meet, List.of(), Figures.ofCosts(summary, supplies, volume)),
                        new Page.Section(
                                "What they cost",
                                List.of(),
                                tables().map(CostReport::grid).toList(),
                                List.of()),
                        new Page.Section("What this rests on", basis, List.of(), List.of())));
    }

    private static Page.Grid grid(Table table) {
        return new Page.Grid(
                table.caption(),
                Stream.concat(Stream.of(table.heads()), table.columns().stream().map(Column::header))
                        .toList(),
                table.rows().stream()
                        .map(row -> Stream.concat(
                                        Stream.of(row.label()),
                                        row.cells().stream().map(Cell::value))
                                .toList())
                        .toList());
    }

    private Stream<Table> tables() {
        return Stream.of(costs(), utilisation(), volumes()).flatMap(List::stream);
    }

    private List<String> sentences() {
        List<String> sentences = new CostSentences(summary, supplies, volume).all();
        return sentences.isEmpty()
                ? List.of("Nothing to compare: it takes two arms with a cost in one currency.")
                : sentences;
    }

    /** By what each arm was priced, or why it was not. */
    private List<String> bases() {
        return summary.arms().stream()
                .map(arm -> {
                    String basis = switch (arm.cost()) {
                        case Cost.Known known -> known.basis();
                        case Cost.Unknown unknown -> "no cost: " + unknown.reason();
                    };
                    return ArmLook.label(arm.arm()) + ": " + Untrusted.line(basis);
                })
                .toList();
    }

    private String text(RunVerdict verdict, Style style) {
        TextTable tables = new TextTable(style);
        Ansi ansi = new Ansi(style.colour());
        StringBuilder out = new StringBuilder("\n");
        if (!Facts.emulation(summary).isEmpty()) {
            ConsoleReport.wrap(out, ArmLook.EMULATED + ": ", Facts.emulation(summary), style, ansi::yellow);
            out.append('\n');
        }
        tables().forEach(table -> {
            tables.append(out, table);
            out.append('\n');
        });
        out.append(ansi.bold("Where they meet")).append('\n');
        sentences().forEach(sentence -> ConsoleReport.wrap(out, "  • ", sentence, style, s -> s));
        caveats(verdict).forEach(caveat -> ConsoleReport.wrap(out, "  ! ", caveat, style, ansi::yellow));
        bases().forEach(basis -> ConsoleReport.wrap(out, "  ", basis, style, ansi::dim));
        return out.toString();
    }

    /** What a machine takes is worth as much as it was tested. */
    private List<String> caveats(RunVerdict verdict) {
        List<String> caveats = new ArrayList<>();
        for (ArmSummary arm : summary.arms()) {
            if (arm.cost() instanceof Cost.Known known
                    && known.machine() != null
                    && arm.arm().mixture() == null) {
                caveats.add("%s: its machine has a capacity of %s requests a second (%s). %s"
                        .formatted(
                                ArmLook.label(arm.arm()),
                                Numbers.number(known.machine().perSecond().doubleValue()),
                                known.machine().words(),
                                advice(arm, known.machine(), verdict)));
            }
        }
        return caveats;
    }

    private static String advice(ArmSummary arm, Capacity.Measured machine, RunVerdict verdict) {
        return switch (machine.basis()) {
            case BUSY_TIME ->
                "No objective says what is too slow: state one (response.p99 < …) and sweep the rate, so that the"
                        + " figure is one that users would bear.";
            case LOAD -> "A sweep over the rate says whether it takes more; then it is cheaper.";
            case LEVEL -> {
                List<String> undecided = verdict.objectives().stream()
                        .filter(result -> result.arm().equals(arm.arm().name()))
                        .filter(result -> result.outcome() != ObjectiveResult.Outcome.PASS)
                        .map(result -> result.objective().text())
                        .toList();
                yield undecided.isEmpty()
                        ? "All levels together keep the objectives too."
                        : "Over all levels together it is not shown to keep "
                                + Untrusted.line(String.join(", ", undecided)) + ".";
            }
        };
    }

    private List<Table> costs() {
        List<Column> columns = List.of(
                new Column("request", 5),
                Column.of("1,000"),
                new Column("1M tokens", 4),
                new Column("correct", 8),
                new Column("valid", 7),
                new Column("conversation", 6),
                Column.of("month"));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            ArmSummary arm = summary.arms().get(i);
            if (arm.cost() instanceof Cost.Known cost) {
                rows.add(new Row(looks.get(i), arm.arm().emulated(), cells(arm, cost)));
            }
        }
        String caption = "What each costs, with retries and failed calls; a month of %s requests%s"
                .formatted(Numbers.count(volume.requestsAMonth().longValue()), in());
        return rows.isEmpty() ? List.of() : List.of(withoutEmpty(caption, columns, rows));
    }

    /** Without the columns in which nobody has a figure. */
    private static Table withoutEmpty(String caption, List<Column> columns, List<Row> rows) {
        List<Integer> shown = IntStream.range(0, columns.size())
                .filter(i -> rows.stream().anyMatch(row -> !row.cells().get(i).equals(Cell.NONE)))
                .boxed()
                .toList();
        List<Row> kept = rows.stream()
                .map(row -> new Row(
                        row.label(),
                        row.arm(),
                        row.emulated(),
                        shown.stream().map(row.cells()::get).toList()))
                .toList();
        return new Table("cost", caption, shown.stream().map(columns::get).toList(), kept, "", List.of());
    }

    private List<Cell> cells(ArmSummary arm, Cost.Known cost) {
        Supply supply = supplies.get(arm.arm().name());
        return List.of(
                cell(cost.perRequest(), cost),
                cell(cost.perThousand(), cost),
                cell(perMillion(cost), cost),
                cell(cost.perCorrect(), cost),
                cell(arm.json() == null ? null : cost.per(arm.json().validAndCorrect()), cost),
                cell(
                        conversations(arm).isPresent()
                                ? cost.per(conversations(arm).getAsLong())
                                : null,
                        cost),
                cell(supply == null ? null : supply.perMonth(volume), cost));
    }

    private static @Nullable BigDecimal perMillion(Cost.Known cost) {
        BigDecimal perToken = cost.per(cost.inputTokens() + cost.outputTokens());
        return perToken == null ? null : perToken.movePointRight(6);
    }

    /** How many conversations an arm had: its first turns. */
    private OptionalLong conversations(ArmSummary arm) {
        return summary.sweep() == null || summary.sweep().sweep().quantity() != Sweep.Quantity.TURN
                ? OptionalLong.empty()
                : summary.sweep().arms().stream()
                        .filter(levels -> levels.arm().equals(arm.arm().name()))
                        .mapToLong(levels -> levels.levels().getFirst().counts().sent())
                        .findFirst();
    }

    private List<Table> utilisation() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            ArmSummary arm = summary.arms().get(i);
            if (supplies.get(arm.arm().name()) instanceof Supply.Owned owned && arm.cost() instanceof Cost.Known cost) {
                rows.add(new Row(
                        looks.get(i),
                        arm.arm().emulated(),
                        PERCENTS.stream()
                                .map(percent -> owned.machine().perRequest(new BigDecimal(percent).movePointLeft(2)))
                                .map(each -> cell(each.movePointRight(3), cost))
                                .toList()));
            }
        }
        List<Column> columns =
                PERCENTS.stream().map(percent -> Column.of(percent + " %")).toList();
        return rows.isEmpty()
                ? List.of()
                : List.of(new Table(
                        "utilisation",
                        "1,000 requests on a machine of one's own, by the share of its capacity that is used" + in(),
                        columns,
                        rows,
                        "",
                        List.of()));
    }

    private List<Table> volumes() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            ArmSummary arm = summary.arms().get(i);
            Supply supply = supplies.get(arm.arm().name());
            if (supply != null && arm.cost() instanceof Cost.Known cost) {
                rows.add(new Row(looks.get(i), arm.arm().emulated(), months(supply, cost)));
            }
        }
        for (String name : provisioned) {
            currency().ifPresent(cost -> rows.add(Row.of(name, months(supplies.get(name), cost))));
        }
        List<Column> columns = VOLUMES.stream()
                .map(requests -> Column.of(Numbers.count(Long.parseLong(requests))))
                .toList();
        return rows.isEmpty()
                ? List.of()
                : List.of(new Table(
                        "volumes", "A month, by its number of requests" + in(), columns, rows, "", List.of()));
    }

    /** The currency of all costs, for captions; empty when there are several, so that each figure has its own. */
    private Optional<String> oneCurrency() {
        List<String> currencies = summary.arms().stream()
                .flatMap(arm -> arm.cost() instanceof Cost.Known known ? Stream.of(known) : Stream.empty())
                .map(known -> known.quote().currency())
                .distinct()
                .toList();
        return currencies.size() == 1 ? Optional.of(Untrusted.line(currencies.getFirst())) : Optional.empty();
    }

    private String in() {
        return oneCurrency().map(currency -> ", " + currency).orElse("");
    }

    private Optional<Cost.Known> currency() {
        return summary.arms().stream()
                .flatMap(arm -> arm.cost() instanceof Cost.Known known ? Stream.of(known) : Stream.empty())
                .findFirst();
    }

    private List<Cell> months(@Nullable Supply supply, Cost.Known cost) {
        return VOLUMES.stream()
                .map(requests ->
                        cell(supply == null ? null : supply.perMonth(volume.of(new BigDecimal(requests))), cost))
                .toList();
    }

    private Cell cell(@Nullable BigDecimal amount, Cost.Known cost) {
        if (amount == null) {
            return Cell.NONE;
        }
        String own = oneCurrency().isEmpty() ? " " + Untrusted.line(cost.quote().currency()) : "";
        return Cell.of(Numbers.money(amount) + own);
    }
}
