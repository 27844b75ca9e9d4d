package dev.taximeter.chart;

import dev.taximeter.chart.Surface.Anchor;
import dev.taximeter.chart.Surface.Words;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Lays a figure out: title, legend and axis titles above, tick labels around, XChart's plot in the middle. */
final class FigurePainter {
    /** Width of a letter, on average, as a share of its height: enough for breaking lines and keeping clear of edges. */
    private static final double LETTER = 0.56;

    private static final int SWATCH = 18;

    private final Figure figure;
    private final Figure.Format format;
    private final boolean titled;
    private final List<List<Figure.Key>> legend;
    private final double left;
    private final double top;
    private final double plotWidth;
    private final double plotHeight;

    FigurePainter(Figure figure, Figure.Format format, boolean titled) {
        this.figure = figure;
        this.format = format;
        this.titled = titled;
        this.legend = legendRows();
        boolean labelled = !figure.y().ticks().isEmpty();
        int line = format.letters + 8;
        this.left = labelled ? 4.6 * format.letters : 6;
        this.top =
                (titled ? 34 : 4) + legend.size() * line + (figure.y().title().isEmpty() ? 4 : line + 4);
        this.plotWidth = Math.rint(format.width - left - 14);
        this.plotHeight = Math.rint(format.height - top - 2.2 * line);
    }

    void paint(Surface surface) {
        head(surface);
        axes(surface);
        Graphics2D graphics = surface.graphics();
        graphics.translate(left, top);
        figure.chart().paint(graphics, (int) plotWidth, (int) plotHeight);
        graphics.translate(-left, -top);
        for (Figure.Note note : figure.notes()) {
            surface.text(note.words(), inside(note), py(note.y()) + note.dy(), note.style());
        }
    }

    /** Where a note's words are anchored: beside its place, but never so that the picture's edge cuts them. */
    private double inside(Figure.Note note) {
        double x = px(note.x()) + note.dx();
        double width = note.words().length() * LETTER * note.style().size();
        return switch (note.style().anchor()) {
            case START -> Math.max(2, Math.min(x, format.width - width - 2));
            case MIDDLE -> x;
            case END -> Math.min(format.width - 2, Math.max(x, width + 2));
        };
    }

    private double px(double value) {
        return left + figure.x().share(value) * plotWidth;
    }

    private double py(double value) {
        return top + (1 - figure.y().share(value)) * plotHeight;
    }

    private void head(Surface surface) {
        double y = titled ? 24 : 0;
        if (titled) {
            surface.text(
                    figure.title(),
                    6,
                    y,
                    Words.of(format.letters + 4, Palette.INK, Anchor.START).emphasised());
            y += 10;
        }
        int line = format.letters + 8;
        for (List<Figure.Key> row : legend) {
            y += line;
            double x = 6;
            for (Figure.Key key : row) {
                surface.graphics().setColor(key.colour());
                surface.graphics().fill(new Rectangle2D.Double(x, y - 9, 11, 9));
                surface.text(key.label(), x + SWATCH, y, Words.of(format.letters, Palette.INK, Anchor.START));
                x += keyWidth(key);
            }
        }
        if (!figure.y().title().isEmpty()) {
            surface.text(figure.y().title(), 6, y + line, Words.of(format.letters - 1, Palette.FAINT, Anchor.START));
        }
    }

    private void axes(Surface surface) {
        Graphics2D graphics = surface.graphics();
        graphics.setStroke(new BasicStroke(1));
        double bottom = top + plotHeight;
        Words below = Words.of(format.letters - 1, Palette.FAINT, Anchor.MIDDLE);
        Words beside = Words.of(format.letters - 1, Palette.FAINT, Anchor.END);
        double free = Double.NEGATIVE_INFINITY;
        for (Axis.Tick tick : figure.x().ticks()) {
            double x = px(tick.at());
            graphics.setColor(Palette.GRID);
            graphics.draw(new Line2D.Double(x, top, x, bottom));
            double half = tick.label().length() * LETTER * format.letters / 2;
            if (x - half < free) {
                continue;
            }
            free = x + half + 6;
            boolean atEdge = x + 2 * format.letters > format.width;
            Anchor anchor = atEdge ? Anchor.END : x < 2 * format.letters ? Anchor.START : Anchor.MIDDLE;
            Words style = Words.of(below.size(), below.colour(), anchor);
            surface.text(tick.label(), atEdge ? format.width - 4 : x, bottom + format.letters + 4, style);
        }
        for (Axis.Tick tick : figure.y().ticks()) {
            double y = py(tick.at());
            graphics.setColor(Palette.GRID);
            graphics.draw(new Line2D.Double(left, y, left + plotWidth, y));
            surface.text(tick.label(), left - 8, y + format.letters * 0.35, beside);
        }
        double middle = left + plotWidth / 2;
        surface.text(figure.x().title(), middle, bottom + 2 * format.letters + 10, below);
    }

    private List<List<Figure.Key>> legendRows() {
        List<List<Figure.Key>> rows = new ArrayList<>();
        double x = Double.POSITIVE_INFINITY;
        for (Figure.Key key : figure.keys()) {
            if (x + keyWidth(key) > format.width) {
                rows.add(new ArrayList<>());
                x = 0;
            }
            rows.getLast().add(key);
            x += keyWidth(key);
        }
        return rows;
    }

    private double keyWidth(Figure.Key key) {
        return SWATCH + key.label().length() * LETTER * format.letters + 24;
    }
}
