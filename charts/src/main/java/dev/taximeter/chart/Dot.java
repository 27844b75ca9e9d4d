package dev.taximeter.chart;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import org.knowm.xchart.style.markers.Marker;

/** Marks of a size of their own; XChart has one size for a whole chart. */
final class Dot extends Marker {
    private final double size;
    private final Kind kind;

    Dot(double size, Kind kind) {
        this.size = size;
        this.kind = kind;
    }

    enum Kind {
        /** Filled. */
        FULL,
        /** A ring around paper. */
        RING,
        /** A ring that hides nothing. */
        HALO,
        /** Two strokes. */
        CROSS
    }

    @Override
    public void paint(Graphics2D g, double x, double y, int markerSize) {
        double r = size / 2;
        Ellipse2D circle = new Ellipse2D.Double(x - r, y - r, size, size);
        var colour = g.getColor();
        g.setStroke(Charts.solid(kind == Kind.HALO ? 1.4f : 2f));
        switch (kind) {
            case FULL -> g.fill(circle);
            case RING -> {
                g.setColor(Palette.PAPER);
                g.fill(circle);
                g.setColor(colour);
                g.draw(circle);
            }
            case HALO -> g.draw(circle);
            case CROSS -> {
                g.draw(new Line2D.Double(x - r, y - r, x + r, y + r));
                g.draw(new Line2D.Double(x - r, y + r, x + r, y - r));
            }
        }
    }
}
