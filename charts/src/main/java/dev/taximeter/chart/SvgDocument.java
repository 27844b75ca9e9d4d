package dev.taximeter.chart;

import java.awt.Graphics2D;
import java.util.Locale;

/** Writes a figure as SVG: classes for colours, real words, title and description for those who do not see it. */
final class SvgDocument implements Surface {
    private final StringBuilder out = new StringBuilder();
    private final SvgGraphics graphics = new SvgGraphics(out);

    private SvgDocument() {}

    static String element(Figure figure, Figure.Format format, boolean file) {
        SvgDocument svg = new SvgDocument();
        String id = file ? figure.id() : figure.id() + "-" + format.name().toLowerCase(Locale.ROOT);
        String size = file ? " width=\"%d\" height=\"%d\"".formatted(format.width, format.height) : "";
        svg.out.append("<svg xmlns=\"http://www.w3.org/2000/svg\"%s viewBox=\"0 0 %d %d\" class=\"%s\" role=\"img\""
                .formatted(size, format.width, format.height, format.name().toLowerCase(Locale.ROOT)));
        svg.out.append(" aria-labelledby=\"%s-t %s-d\" font-family=\"inherit\">".formatted(id, id));
        svg.out.append("<title id=\"%s-t\">%s</title>".formatted(id, escape(figure.title())));
        svg.out.append("<desc id=\"%s-d\">%s</desc>".formatted(id, escape(description(figure))));
        if (file) {
            svg.out.append("<style>svg{%sfont-family:system-ui,sans-serif}%s"
                    .formatted(Palette.lightVariables(), Palette.rules()));
            svg.out.append("@media(prefers-color-scheme:dark){svg{%s}}</style>".formatted(Palette.darkVariables()));
            svg.out.append("<rect class=\"fp\" width=\"%d\" height=\"%d\"/>".formatted(format.width, format.height));
        }
        new FigurePainter(figure, format, file).paint(svg);
        svg.graphics.flush();
        return svg.out.append("</svg>").toString();
    }

    private static String description(Figure figure) {
        StringBuilder text = new StringBuilder(figure.caption());
        if (!figure.keys().isEmpty()) {
            text.append(" Shown: ");
            text.append(String.join(
                    ", ", figure.keys().stream().map(Figure.Key::label).toList()));
            text.append('.');
        }
        return text.toString();
    }

    @Override
    public Graphics2D graphics() {
        return graphics;
    }

    @Override
    public void text(String words, double x, double y, Words style) {
        if (words.isEmpty()) {
            return;
        }
        graphics.flush();
        String anchor = switch (style.anchor()) {
            case START -> "";
            case MIDDLE -> " text-anchor=\"middle\"";
            case END -> " text-anchor=\"end\"";
        };
        out.append("<text x=\"%s\" y=\"%s\" class=\"f%s%s\" font-size=\"%d\"%s%s>"
                .formatted(
                        SvgGraphics.number(x),
                        SvgGraphics.number(y),
                        Palette.name(style.colour()),
                        style.halo() ? " sp" : "",
                        style.size(),
                        anchor,
                        (style.bold() ? " font-weight=\"600\"" : "")
                                + (style.halo() ? " paint-order=\"stroke\" stroke-width=\"4\"" : "")));
        out.append(escape(words)).append("</text>");
    }

    /** For element content and quoted attributes. */
    static String escape(String text) {
        return Untrusted.line(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
