package dev.taximeter.chart;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a figure. A logarithmic axis is linear in the logarithms that it is given.
 *
 * @param title what it counts, with its unit where the labels have none; empty for none
 * @param min value at its start
 * @param max value at its end, above {@code min}
 * @param ticks lines with labels; ascending
 */
record Axis(String title, double min, double max, List<Tick> ticks) {
    private static final double[] FINE = {1, 2, 5};
    private static final double[] MEDIUM = {1, 3};
    private static final double[] COARSE = {1};

    Axis {
        ticks = List.copyOf(ticks);
    }

    /** @param at place on the axis */
    record Tick(double at, String label) {}

    /** Where this value lies between the axis' ends, 0..1. */
    double share(double value) {
        return (value - min) / (max - min);
    }

    /** Names places without lines. */
    interface Label {
        String of(double value);
    }

    /** A logarithmic axis (base 10) from a bit under the smallest to a bit over the largest value, both above 0. */
    static Axis logarithmic(String title, double smallest, double largest, Label label) {
        return logarithmic(title, smallest, largest, 0.04, label);
    }

    /** The same with more room at both ends: this share of the distance between the values. */
    static Axis logarithmic(String title, double smallest, double largest, double share, Label label) {
        double room = Math.max(0.05, share * Math.log10(largest / smallest));
        double min = Math.log10(smallest) - room;
        double max = Math.log10(largest) + room;
        double decades = max - min;
        double[] steps = decades <= 2 ? FINE : decades <= 5 ? MEDIUM : COARSE;
        List<Tick> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(min); power <= max; power++) {
            for (double step : steps) {
                double at = power + Math.log10(step);
                if (at >= min && at <= max) {
                    ticks.add(new Tick(at, label.of(step * Math.pow(10, power))));
                }
            }
        }
        return new Axis(title, min, max, ticks.size() < 2 ? close(min, max, label) : ticks);
    }

    /** Lines between two values so close that no round one of the usual steps lies between them. */
    private static List<Tick> close(double min, double max, Label label) {
        double lowest = Math.pow(10, min);
        double range = Math.pow(10, max) - lowest;
        double power = Math.pow(10, Math.floor(Math.log10(range / 4)));
        double step = power;
        for (double factor : FINE) {
            step = range / (factor * power) >= 2.5 ? factor * power : step;
        }
        List<Tick> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(lowest / step); i * step <= lowest + range; i++) {
            ticks.add(new Tick(Math.log10(i * step), label.of(i * step)));
        }
        return ticks;
    }

    /** Probabilities as log10(1 / (1 − p)), from 0 % up to the last rank that n values have. */
    static Axis tail(String title, long n) {
        double max = Math.max(1.0, Math.log10((double) n));
        List<Tick> ticks = new ArrayList<>();
        ticks.add(new Tick(Math.log10(2), "50" + Numbers.THIN + "%"));
        for (int nines = 1; nines <= max; nines++) {
            String digits = nines == 1 ? "90" : nines == 2 ? "99" : "99." + "9".repeat(nines - 2);
            ticks.add(new Tick(nines, digits + Numbers.THIN + "%"));
        }
        return new Axis(title, 0, max, ticks);
    }

    /** Days after a moment, named by their date (UTC), with a little room at both ends. */
    static Axis days(String title, Instant from, double days) {
        double room = Math.max(0.5, days * 0.03);
        long step = Math.max(1, Math.round(days / 5));
        List<Tick> ticks = new ArrayList<>();
        for (long day = 0; day <= days + room; day += step) {
            ticks.add(new Tick(day, from.plus(day, ChronoUnit.DAYS).toString().substring(5, 10)));
        }
        return new Axis(title, -room, days + room, ticks);
    }

    /** A linear axis of seconds from 0. */
    static Axis seconds(String title, double max) {
        return linear(title, max, value -> value == 0 ? "0" : Numbers.tick(value * 1e9));
    }

    /** Cosines between two values, −1..1, from a round number under the least to one over the greatest. */
    static Axis cosines(String title, double least, double greatest) {
        int first = (int) Math.floor(least * 10 - 1e-9);
        int last = (int) Math.ceil(greatest * 10 + 1e-9);
        int step = last - first > 8 ? 2 : 1;
        List<Tick> ticks = new ArrayList<>();
        for (int tenth = first; tenth <= last; tenth++) {
            if (tenth % step == 0) {
                ticks.add(new Tick(
                        tenth / 10.0,
                        "%s%d.%d".formatted(tenth < 0 ? "−" : "", Math.abs(tenth) / 10, Math.abs(tenth) % 10)));
            }
        }
        return new Axis(title, first / 10.0, last / 10.0, ticks);
    }

    /** A linear axis from 0. */
    static Axis linear(String title, double max, Label label) {
        double end = max > 0 ? max : 1;
        double power = Math.pow(10, Math.floor(Math.log10(end / 4)));
        double step = power;
        for (double factor : FINE) {
            step = end / (factor * power) >= 3.5 ? factor * power : step;
        }
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i * step <= end; i++) {
            ticks.add(new Tick(i * step, label.of(i * step)));
        }
        return new Axis(title, 0, end, ticks);
    }

    /** A linear axis of whole numbers from 0 to a bit over the greatest, which is at least 1. */
    static Axis counts(String title, int greatest) {
        int step = 1;
        for (int power = 1; greatest / step > 6; power *= 10) {
            for (int factor = 1; factor <= 5 && greatest / step > 6; factor += factor == 1 ? 1 : 3) {
                step = factor * power;
            }
        }
        List<Tick> ticks = new ArrayList<>();
        for (int at = 0; at <= greatest; at += step) {
            ticks.add(new Tick(at, Numbers.count(at)));
        }
        return new Axis(title, 0, greatest * 1.08, ticks);
    }

    /** A linear axis of ratios, printed as percentages, from the tenth below the least, 0..1, to 1. */
    static Axis ratios(String title, double least) {
        double min = Math.max(0, Math.floor(least * 10 - 1e-9) / 10);
        double step = 1 - min > 0.35 ? 0.1 : 0.05;
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; min + i * step <= 1 + 1e-9; i++) {
            double at = min + i * step;
            ticks.add(new Tick(at, Math.round(at * 100) + Numbers.THIN + "%"));
        }
        return new Axis(title, min, 1, ticks);
    }

    /** A linear axis of shares, from none to all. */
    static Axis shares(String title) {
        List<Tick> ticks = new ArrayList<>();
        for (int percent = 0; percent <= 100; percent += 25) {
            ticks.add(new Tick(percent / 100.0, percent + Numbers.THIN + "%"));
        }
        return new Axis(title, 0, 1, ticks);
    }

    /** Lanes one above the other: no ticks, no title. */
    static Axis lanes(int lanes) {
        return new Axis("", 0, lanes, List.of());
    }
}
