package dev.taximeter.scenario;

import org.jspecify.annotations.Nullable;

/**
 * Reads on which machine an arm runs, and how much of what it could do it is asked for.
 *
 * @param machine name in a price book; null when the arm names none
 * @param utilisationRatio in (0..1]; 1 when the arm says nothing
 */
record MachineKeys(@Nullable String machine, double utilisationRatio) {
    private static final Kind<String> MACHINE =
            Kinds.shaped("the name of a machine in a price book, such as aws-c7i.large", ArmsSection.NAME);

    static MachineKeys read(YamlMap arm) {
        String machine = arm.optional("machine", MACHINE);
        double utilisation = arm.optional("utilisation", Units.positiveRatio(), 1.0);
        if (arm.has("utilisation") && !arm.has("machine")) {
            arm.reportKey("utilisation", "'utilisation' says nothing without 'machine'", MACHINE.expected(), null);
        }
        return new MachineKeys(machine, utilisation);
    }
}
