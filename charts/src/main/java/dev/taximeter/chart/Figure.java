package dev.taximeter.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;

/**
 * A picture of a run. Its data sits in an XChart chart, in the axes' own numbers (logarithms where an axis is logarithmic).
 *
 * <p>Not for several threads at once: XChart keeps state while it draws.
 *
 * @param id unique within a report; lower-case letters and dashes
 * @param title what it shows, one line
 * @param caption how to read it
 * @param chart the data
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param keys the legend; empty when the arms' names are in the picture
 * @param notes words inside the picture
 */
public record Figure(
        String id, String title, String caption, XYChart chart, Axis x, Axis y, List<Key> keys, List<Note> notes)
        implements Picture {
    public Figure {
        keys = List.copyOf(keys);
        notes = List.copyOf(notes);
    }

    /** An entry of the legend. */
    record Key(String label, Color colour) {}

    /**
     * Words at a place of the data.
     *
     * @param dx to the right of it, in pixels
     * @param dy below it, in pixels
     */
    record Note(double x, double y, double dx, double dy, String words, Surface.Words style) {}

    /** How large a figure is drawn. Letters are as large as in the text beside it. */
    public enum Format {
        /** For screens and paper. */
        WIDE(920, 420, 13),
        /** For a phone held upright. */
        NARROW(360, 380, 12);

        final int width;
        final int height;
        final int letters;

        Format(int width, int height, int letters) {
            this.width = width;
            this.height = height;
            this.letters = letters;
        }
    }

    /**
     * An SVG element for a page that has the style rules of {@link Palette}; without width and height, so that it fills
     * what the page gives it.
     */
    public String svgForPage(Format format) {
        return SvgDocument.element(this, format, false);
    }

    /** A whole SVG file with its style rules and its title. */
    public String svgFile() {
        return SvgDocument.element(this, Format.WIDE, true);
    }

    /**
     * A PNG of the light theme, twice as many pixels as {@link Format#WIDE} says. Wants a font on the machine.
     *
     * @throws UncheckedIOException never in practice: it is written to memory
     */
    public byte[] png() {
        Format format = Format.WIDE;
        BufferedImage image = new BufferedImage(format.width * 2, format.height * 2, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.scale(2, 2);
        graphics.setColor(Palette.PAPER);
        graphics.fillRect(0, 0, format.width, format.height);
        new FigurePainter(this, format, true).paint(new Surface.Raster(graphics));
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
