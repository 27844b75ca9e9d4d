package dev.taximeter.chart;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.RunSummary;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/**
 * How an arm is told from the others in all pictures and tables.
 *
 * @param index place in the scenario, 0-based
 * @param name unique within the run
 * @param label as people read it, one line, marked when the arm is emulated
 */
public record ArmLook(int index, String name, String label) {
    /** The mark of figures that an emulator made. */
    public static final String EMULATED = "EMULATED";

    /** The looks of all arms of a run, in the scenario's order. */
    public static List<ArmLook> of(RunSummary summary) {
        List<ArmLook> looks = new ArrayList<>();
        for (ArmSummary arm : summary.arms()) {
            looks.add(new ArmLook(looks.size(), arm.arm().name(), label(arm.arm())));
        }
        return looks;
    }

    /** The arm's label, with {@code (EMULATED)} behind it when it is. */
    public static String label(ArmFacts arm) {
        String label = Untrusted.line(arm.label());
        return arm.emulated() ? label + " (" + EMULATED + ")" : label;
    }

    /** The number of the arm's colour in classes: {@code a0} … */
    public int colourNumber() {
        return index % Palette.ARMS;
    }

    Color colour() {
        return Palette.arm(index);
    }

    Color colour(double opacity) {
        Color full = colour();
        return new Color(full.getRed(), full.getGreen(), full.getBlue(), (int) Math.round(opacity * 255));
    }
}
