package dev.taximeter.chart;

import java.awt.Color;
import java.util.List;

/**
 * The colours. After Okabe and Ito's set for all kinds of colour vision (jfly.uni-koeln.de/color), each made darker for
 * light paper and lighter for dark until words in it have a contrast of at least 4.5 : 1 (WCAG 2.2, AA).
 *
 * <p>In an SVG a colour is only a name: a class such as {@code s0} (stroke) or {@code f0} (fill) that the style sheet fills
 * in, so one picture serves both themes. The values here are the light theme's, for PNG.
 */
public final class Palette {
    /** Colours before they repeat. */
    public static final int ARMS = 6;

    static final Color NONE = new Color(0, 0, 0, 0);
    static final Color INK = new Color(0x1b1f24);
    static final Color FAINT = new Color(0x59626d);
    static final Color GRID = new Color(0xe3e6ea);
    static final Color PAPER = Color.WHITE;

    private static final List<String> LIGHT = List.of("#0067a5", "#b84a00", "#00755a", "#9c3d78", "#7a6200", "#4d5b8c");
    private static final List<String> DARK = List.of("#62b8f0", "#f5a05a", "#35c99b", "#e493c1", "#dcc64a", "#a9b6ea");

    private Palette() {}

    /** The colour of the arm at this place of the scenario. */
    static Color arm(int index) {
        return Color.decode(LIGHT.get(index % ARMS));
    }

    /** The colour's name in classes: the arm's number, or a letter. */
    static String name(Color colour) {
        for (int i = 0; i < ARMS; i++) {
            if (sameColour(arm(i), colour)) {
                return Integer.toString(i);
            }
        }
        if (sameColour(GRID, colour)) {
            return "g";
        }
        if (sameColour(PAPER, colour)) {
            return "p";
        }
        return sameColour(FAINT, colour) ? "m" : "k";
    }

    private static boolean sameColour(Color a, Color b) {
        return (a.getRGB() & 0xffffff) == (b.getRGB() & 0xffffff);
    }

    /** Variables of the theme for light paper, as CSS declarations. */
    public static String lightVariables() {
        return variables(LIGHT) + "--k:#1b1f24;--m:#59626d;--g:#e3e6ea;--p:#ffffff;";
    }

    /** Variables of the theme for dark paper, as CSS declarations. */
    public static String darkVariables() {
        return variables(DARK) + "--k:#e8ebef;--m:#a3adb8;--g:#2c333c;--p:#14181d;";
    }

    /** Rules for the classes that pictures use; they want the variables of a theme. */
    public static String rules() {
        StringBuilder css = new StringBuilder();
        for (String name : List.of("0", "1", "2", "3", "4", "5", "k", "m", "g", "p")) {
            String variable = Character.isDigit(name.charAt(0)) ? "--a" + name : "--" + name;
            css.append(".s%s{stroke:var(%s)}.f%s{fill:var(%s)}".formatted(name, variable, name, variable));
        }
        return css.toString();
    }

    private static String variables(List<String> colours) {
        StringBuilder css = new StringBuilder();
        for (int i = 0; i < ARMS; i++) {
            css.append("--a").append(i).append(':').append(colours.get(i)).append(';');
        }
        return css.toString();
    }
}
