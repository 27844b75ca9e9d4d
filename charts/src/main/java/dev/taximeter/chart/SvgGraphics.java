package dev.taximeter.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Paint;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns what XChart draws into SVG elements that carry classes instead of colours, no style attribute, and coordinates
 * with one digit after the point. It knows only what our charts need; the rest throws, so that a chart that asks for more
 * fails in a test. Words do not come this way: XChart would draw them as outlines.
 */
final class SvgGraphics extends Graphics2D {
    private final StringBuilder out;
    private AffineTransform transform = new AffineTransform();
    private Color colour = Color.BLACK;
    private BasicStroke stroke = new BasicStroke(1);
    private @Nullable Shape clip;
    private String open = "";
    private String pen = "";

    SvgGraphics(StringBuilder out) {
        this.out = out;
    }

    @Override
    public void draw(Shape shape) {
        if (colour.getAlpha() > 0) {
            line(strokeAttributes(stroke.getLineWidth()), data(shape));
        }
    }

    /** XChart draws a line piece by piece. One path of them is shorter, and its dashes do not begin anew with each piece. */
    private void line(String attributes, String data) {
        String on = "M" + pen + "L";
        boolean continues = attributes.equals(open) && !pen.isEmpty() && data.startsWith(on);
        if (continues) {
            out.append(data, on.length() - 1, data.length());
        } else {
            path(attributes, data);
        }
        pen = data.endsWith("Z") ? "" : data.substring(data.lastIndexOf('L') + 1);
    }

    @Override
    public void fill(Shape shape) {
        if (colour.getAlpha() == 0) {
            return;
        }
        if (shape instanceof Ellipse2D dot && dot.getWidth() == dot.getHeight()) {
            // A dot is a line of no length with round ends: many dots are then one short path.
            double[] centre = {dot.getCenterX(), dot.getCenterY()};
            transform.transform(centre, 0, centre, 0, 1);
            path(
                    strokeAttributes(dot.getWidth()) + " stroke-linecap=\"round\"",
                    "M" + number(centre[0]) + " " + number(centre[1]) + "h0");
        } else {
            path("class=\"f" + Palette.name(colour) + "\"" + opacity("fill-opacity"), data(shape));
        }
    }

    /** Ends the path that is being written. Call before writing anything else to the same text. */
    void flush() {
        if (!open.isEmpty()) {
            out.append("\"/>");
            open = "";
            pen = "";
        }
    }

    private void path(String attributes, String data) {
        if (data.isEmpty()) {
            return;
        }
        boolean merge = attributes.equals(open) && attributes.contains("stroke-linecap");
        if (!merge) {
            flush();
            out.append("<path ").append(attributes).append(" d=\"");
            open = attributes;
        }
        out.append(data);
    }

    private String strokeAttributes(double width) {
        StringBuilder text = new StringBuilder("class=\"s" + Palette.name(colour) + "\" fill=\"none\"");
        text.append(opacity("stroke-opacity"))
                .append(" stroke-width=\"")
                .append(number(width))
                .append('"');
        float[] dash = stroke.getDashArray();
        if (dash != null) {
            text.append(" stroke-dasharray=\"");
            for (int i = 0; i < dash.length; i++) {
                text.append(i == 0 ? "" : " ").append(number(dash[i]));
            }
            text.append('"');
        }
        return text.append(" stroke-linejoin=\"round\"").toString();
    }

    private String opacity(String attribute) {
        return colour.getAlpha() == 255 ? "" : " %s=\"%s\"".formatted(attribute, number2(colour.getAlpha() / 255.0));
    }

    private String data(Shape shape) {
        StringBuilder path = new StringBuilder();
        double[] at = new double[6];
        for (PathIterator i = shape.getPathIterator(transform); !i.isDone(); i.next()) {
            switch (i.currentSegment(at)) {
                case PathIterator.SEG_MOVETO -> command(path, 'M', at, 2);
                case PathIterator.SEG_LINETO -> command(path, 'L', at, 2);
                case PathIterator.SEG_QUADTO -> command(path, 'Q', at, 4);
                case PathIterator.SEG_CUBICTO -> command(path, 'C', at, 6);
                default -> path.append('Z');
            }
        }
        return path.toString();
    }

    private static void command(StringBuilder path, char letter, double[] at, int coordinates) {
        path.append(letter);
        for (int i = 0; i < coordinates; i++) {
            path.append(i == 0 ? "" : " ").append(number(at[i]));
        }
    }

    /** One digit after the point, and none when it is 0; the same in every locale. */
    static String number(double value) {
        long tenths = Math.round(value * 10);
        String sign = tenths < 0 ? "-" : "";
        long size = Math.abs(tenths);
        return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
    }

    private static String number2(double value) {
        long hundredths = Math.round(value * 100);
        return hundredths >= 100 ? "1" : "." + (hundredths < 10 ? "0" : "") + hundredths;
    }

    @Override
    public void drawLine(int x1, int y1, int x2, int y2) {
        draw(new Line2D.Double(x1, y1, x2, y2));
    }

    @Override
    public void fillRect(int x, int y, int width, int height) {
        fill(new Rectangle2D.Double(x, y, width, height));
    }

    @Override
    public void setColor(Color newColour) {
        colour = newColour;
    }

    @Override
    public Color getColor() {
        return colour;
    }

    @Override
    public void setPaint(Paint paint) {
        colour = (Color) paint;
    }

    @Override
    public Paint getPaint() {
        return colour;
    }

    @Override
    public void setStroke(Stroke newStroke) {
        stroke = (BasicStroke) newStroke;
    }

    @Override
    public Stroke getStroke() {
        return stroke;
    }

    @Override
    public void translate(int x, int y) {
        transform.translate(x, y);
    }

    @Override
    public void translate(double x, double y) {
        transform.translate(x, y);
    }

    @Override
    public void rotate(double theta) {
        transform.rotate(theta);
    }

    @Override
    public void rotate(double theta, double x, double y) {
        transform.rotate(theta, x, y);
    }

    @Override
    public void scale(double sx, double sy) {
        transform.scale(sx, sy);
    }

    @Override
    public void shear(double shx, double shy) {
        transform.shear(shx, shy);
    }

    @Override
    public void transform(AffineTransform other) {
        transform.concatenate(other);
    }

    @Override
    public void setTransform(AffineTransform other) {
        transform = new AffineTransform(other);
    }

    @Override
    public AffineTransform getTransform() {
        return new AffineTransform(transform);
    }

    // Clips are kept for whoever asks and never applied: no value lies outside an axis.

    @Override
    public void setClip(@Nullable Shape newClip) {
        clip = newClip;
    }

    @Override
    public @Nullable Shape getClip() {
        return clip;
    }

    @Override
    public void clip(Shape other) {
        clip = other;
    }

    @Override
    public @Nullable Rectangle getClipBounds() {
        return clip == null ? null : clip.getBounds();
    }

    @Override
    public void clipRect(int x, int y, int width, int height) {
        clip = new Rectangle(x, y, width, height);
    }

    @Override
    public void setClip(int x, int y, int width, int height) {
        clip = new Rectangle(x, y, width, height);
    }

    // Hints and fonts change nothing here.

    @Override
    public void setRenderingHint(RenderingHints.Key key, @Nullable Object value) {}

    @Override
    public @Nullable Object getRenderingHint(RenderingHints.Key key) {
        return null;
    }

    @Override
    public void setRenderingHints(Map<?, ?> hints) {}

    @Override
    public void addRenderingHints(Map<?, ?> hints) {}

    @Override
    public RenderingHints getRenderingHints() {
        return new RenderingHints(Map.of());
    }

    @Override
    public void setFont(Font font) {}

    @Override
    public Font getFont() {
        return new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    }

    @Override
    public FontRenderContext getFontRenderContext() {
        return new FontRenderContext(null, true, true);
    }

    @Override
    public void dispose() {
        flush();
    }

    @Override
    public Graphics create() {
        throw unknown("create");
    }

    @Override
    public FontMetrics getFontMetrics(Font font) {
        throw unknown("getFontMetrics");
    }

    @Override
    public GraphicsConfiguration getDeviceConfiguration() {
        throw unknown("getDeviceConfiguration");
    }

    @Override
    public boolean hit(Rectangle rectangle, Shape shape, boolean onStroke) {
        throw unknown("hit");
    }

    @Override
    public void setBackground(Color background) {
        throw unknown("setBackground");
    }

    @Override
    public Color getBackground() {
        throw unknown("getBackground");
    }

    @Override
    public void setComposite(Composite composite) {
        throw unknown("setComposite");
    }

    @Override
    public Composite getComposite() {
        throw unknown("getComposite");
    }

    @Override
    public void setPaintMode() {
        throw unknown("setPaintMode");
    }

    @Override
    public void setXORMode(Color other) {
        throw unknown("setXORMode");
    }

    @Override
    public void copyArea(int x, int y, int width, int height, int dx, int dy) {
        throw unknown("copyArea");
    }

    @Override
    public void clearRect(int x, int y, int width, int height) {
        throw unknown("clearRect");
    }

    @Override
    public void drawRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
        throw unknown("drawRoundRect");
    }

    @Override
    public void fillRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
        throw unknown("fillRoundRect");
    }

    @Override
    public void drawOval(int x, int y, int width, int height) {
        draw(new Ellipse2D.Double(x, y, width, height));
    }

    @Override
    public void fillOval(int x, int y, int width, int height) {
        fill(new Ellipse2D.Double(x, y, width, height));
    }

    @Override
    public void drawArc(int x, int y, int width, int height, int start, int arc) {
        throw unknown("drawArc");
    }

    @Override
    public void fillArc(int x, int y, int width, int height, int start, int arc) {
        throw unknown("fillArc");
    }

    @Override
    public void drawPolyline(int[] x, int[] y, int points) {
        throw unknown("drawPolyline");
    }

    @Override
    public void drawPolygon(int[] x, int[] y, int points) {
        throw unknown("drawPolygon");
    }

    @Override
    public void fillPolygon(int[] x, int[] y, int points) {
        throw unknown("fillPolygon");
    }

    @Override
    public void drawString(String words, int x, int y) {
        throw unknown("drawString");
    }

    @Override
    public void drawString(String words, float x, float y) {
        throw unknown("drawString");
    }

    @Override
    public void drawString(AttributedCharacterIterator words, int x, int y) {
        throw unknown("drawString");
    }

    @Override
    public void drawString(AttributedCharacterIterator words, float x, float y) {
        throw unknown("drawString");
    }

    @Override
    public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
        throw unknown("drawGlyphVector");
    }

    @Override
    public boolean drawImage(Image image, AffineTransform at, ImageObserver observer) {
        throw unknown("drawImage");
    }

    @Override
    public void drawImage(BufferedImage image, BufferedImageOp op, int x, int y) {
        throw unknown("drawImage");
    }

    @Override
    public void drawRenderedImage(RenderedImage image, AffineTransform at) {
        throw unknown("drawRenderedImage");
    }

    @Override
    public void drawRenderableImage(RenderableImage image, AffineTransform at) {
        throw unknown("drawRenderableImage");
    }

    @Override
    public boolean drawImage(Image image, int x, int y, @Nullable ImageObserver observer) {
        throw unknown("drawImage");
    }

    @Override
    public boolean drawImage(Image image, int x, int y, int width, int height, @Nullable ImageObserver observer) {
        throw unknown("drawImage");
    }

    @Override
    public boolean drawImage(Image image, int x, int y, Color background, @Nullable ImageObserver observer) {
        throw unknown("drawImage");
    }

    @Override
    public boolean drawImage(
            Image image, int x, int y, int width, int height, Color background, @Nullable ImageObserver observer) {
        throw unknown("drawImage");
    }

    @Override
    public boolean drawImage(
            Image image,
            int dx1,
            int dy1,
            int dx2,
            int dy2,
            int sx1,
            int sy1,
            int sx2,
            int sy2,
            @Nullable ImageObserver observer) {
        throw unknown("drawImage");
    }

    @Override
    public boolean drawImage(
            Image image,
            int dx1,
            int dy1,
            int dx2,
            int dy2,
            int sx1,
            int sy1,
            int sx2,
            int sy2,
            Color background,
            @Nullable ImageObserver observer) {
        throw unknown("drawImage");
    }

    private static UnsupportedOperationException unknown(String what) {
        return new UnsupportedOperationException("our charts do not use " + what);
    }
}
