package dev.taximeter.report;

import dev.taximeter.chart.ArmLook;
import dev.taximeter.chart.Numbers;
import dev.taximeter.chart.Untrusted;
import dev.taximeter.report.Table.Cell;
import dev.taximeter.report.Table.Column;
import dev.taximeter.report.Table.Row;
import dev.taximeter.summary.IntentSpread;
import dev.taximeter.summary.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** How clear intents are and which get in each other's way: all of them, the worst intents, the worst pairs. */
final class ClarityTables {
    /** Of each arm; the JSON report has all. */
    private static final int MOST = 10;

    private final RunSummary summary;
    private final List<ArmLook> looks;
    private final Tables tables;

    ClarityTables(RunSummary summary, List<ArmLook> looks, Tables tables) {
        this.summary = summary;
        this.looks = looks;
        this.tables = tables;
    }

    /** Empty when no vectors were compared. */
    Optional<Table> all() {
        List<Column> columns = List.of(
                new Column("utterances", 6),
                new Column("intents", 6),
                Column.of("clarity"),
                Column.of("strays, %"),
                Column.of("conflicts"));
        List<Row> rows = tables.rows(arm -> arm.intents() == null ? null : cells(arm.intents()));
        String note =
                "Clarity is the mean cosine of an utterance and the middle of its intent's others: 1 when all say the"
                        + " same. A stray is nearer to another intent's middle than to its own. Clarities of different"
                        + " encoders have different scales: compare the strays.";
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table("clarity", "Clarity of intents", columns, rows, note, unusable()));
    }

    private static List<Cell> cells(IntentSpread spread) {
        return List.of(
                Cell.of(Numbers.count(spread.clarity().n())),
                Cell.of(Numbers.count(spread.intents().size())),
                Tables.plain(spread.clarity()),
                Tables.ratio(spread.strays()),
                Cell.of(Numbers.count(spread.conflicts().size())));
    }

    private List<String> unusable() {
        List<String> caveats = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            IntentSpread spread = summary.arms().get(i).intents();
            if (spread != null && spread.unusable() > 0) {
                caveats.add("%s gave no usable vector for %s utterances; they are left out."
                        .formatted(looks.get(i).label(), Numbers.count(spread.unusable())));
            }
        }
        return caveats;
    }

    /** Empty when no vectors were compared. */
    Optional<Table> unclear() {
        return lines(
                "unclear",
                "The least clear intents",
                "intent",
                List.of(Column.of("clarity"), Column.of("strays, %")),
                spread -> spread.intents().stream()
                        .limit(MOST)
                        .map(intent -> new Line(
                                Untrusted.line(intent.name()),
                                List.of(Tables.plain(intent.clarity()), Tables.ratio(intent.strays()))))
                        .toList(),
                "");
    }

    /** Empty when no utterance strays. */
    Optional<Table> contacts() {
        return lines(
                "contacts",
                "Intents in each other's way",
                "intents",
                List.of(new Column("utterances", 6), Column.of("strays, %"), Column.of("in conflict")),
                spread -> spread.contacts().stream()
                        .limit(MOST)
                        .map(contact -> new Line(
                                Untrusted.line(contact.one()) + ", " + Untrusted.line(contact.other()),
                                List.of(
                                        Cell.of(Numbers.count(contact.strays().n())),
                                        Tables.ratio(contact.strays()),
                                        Cell.of(contact.isConflict() ? "yes" : "not shown"))))
                        .toList(),
                "Two intents are in conflict where surely, by the interval's lower end, more than %s of their utterances"
                                .formatted(Numbers.percent(IntentSpread.CONFLICT_RATIO))
                        + " are nearest to the other's middle.");
    }

    /** What is said of an intent, or of two. */
    private record Line(String label, List<Cell> cells) {}

    /** A line an intent or pair; whose vectors say so stands beside it when there are several arms. */
    private Optional<Table> lines(
            String id,
            String caption,
            String heads,
            List<Column> figures,
            Function<IntentSpread, List<Line>> linesOf,
            String note) {
        boolean several =
                summary.arms().stream().filter(arm -> arm.intents() != null).count() > 1;
        List<Column> columns = several
                ? Stream.concat(Stream.of(Column.of("by")), figures.stream()).toList()
                : figures;
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < looks.size(); i++) {
            ArmLook look = looks.get(i);
            IntentSpread spread = summary.arms().get(i).intents();
            if (spread != null) {
                for (Line line : linesOf.apply(spread)) {
                    List<Cell> cells = several
                            ? Stream.concat(Stream.of(Cell.of(look.label())), line.cells.stream())
                                    .toList()
                            : line.cells;
                    rows.add(Row.of(line.label, cells));
                }
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(id, caption, heads, columns, rows, note, List.of()));
    }
}
