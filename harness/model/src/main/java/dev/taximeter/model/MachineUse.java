package dev.taximeter.model;

/**
 * Who used the machine during a run. Ratios are of all its cores, 0..1; NaN where the platform does not tell.
 *
 * @param ownCpuRatio used by the harness
 * @param emulatorCpuRatio used by the emulator and other processes that the run started; 0 when none ran
 * @param foreignCpuRatio used by everybody else
 * @param gcPauses number of the harness's stop-the-world collections
 * @param gcPauseNanos their sum
 * @param gcLongestPauseNanos the longest
 */
public record MachineUse(
        double ownCpuRatio,
        double emulatorCpuRatio,
        double foreignCpuRatio,
        long gcPauses,
        long gcPauseNanos,
        long gcLongestPauseNanos) {}
