package dev.taximeter.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;

/** Something to draw on: lines and shapes by {@link Graphics2D}, words by themselves. */
interface Surface {
    /** Where shapes go. */
    Graphics2D graphics();

    /** Puts a line of words with its baseline at y. */
    void text(String words, double x, double y, Words style);

    /** Which point of a line of words is at its x. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /**
     * How words look.
     *
     * @param halo whether a seam of paper keeps them readable above lines
     */
    record Words(int size, boolean bold, Color colour, Anchor anchor, boolean halo) {
        static Words of(int size, Color colour, Anchor anchor) {
            return new Words(size, false, colour, anchor, false);
        }

        Words emphasised() {
            return new Words(size, true, colour, anchor, halo);
        }

        Words haloed() {
            return new Words(size, bold, colour, anchor, true);
        }
    }

    /** A bitmap. Wants a font on the machine. */
    record Raster(Graphics2D graphics) implements Surface {
        @Override
        public void text(String words, double x, double y, Words style) {
            graphics.setFont(new Font(Font.SANS_SERIF, style.bold() ? Font.BOLD : Font.PLAIN, style.size()));
            graphics.setColor(style.colour());
            double width = graphics.getFontMetrics().stringWidth(words);
            double shift = switch (style.anchor()) {
                case START -> 0;
                case MIDDLE -> width / 2;
                case END -> width;
            };
            graphics.drawString(words, (float) (x - shift), (float) y);
        }
    }
}
