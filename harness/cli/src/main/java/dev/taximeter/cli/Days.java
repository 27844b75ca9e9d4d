package dev.taximeter.cli;

import dev.taximeter.cost.Volume;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** How the command line says what a month and its days look like. */
final class Days {
    private static final Pattern WEIGHT = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");
    private static final int OFFICE_OPENS = 8;
    private static final int OFFICE_CLOSES = 18;
    /** An assumption: what is asked in an hour of work, where another hour asks 1. */
    private static final BigDecimal OFFICE_HOUR = BigDecimal.valueOf(20);

    private Days() {}

    /**
     * @param shape even, office or 24 weights
     * @throws UserError when it is none of these, or there is no request
     */
    static Volume volume(long monthly, String shape) {
        if (monthly <= 0) {
            throw new UserError("--monthly is %d; expected at least 1 request".formatted(monthly));
        }
        BigDecimal requests = BigDecimal.valueOf(monthly);
        return switch (shape) {
            case "even" -> Volume.even(requests);
            case "office" -> Volume.weighted(requests, office());
            default -> Volume.weighted(requests, weights(shape));
        };
    }

    private static List<BigDecimal> office() {
        List<BigDecimal> weights = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            weights.add(hour >= OFFICE_OPENS && hour < OFFICE_CLOSES ? OFFICE_HOUR : BigDecimal.ONE);
        }
        return weights;
    }

    private static List<BigDecimal> weights(String shape) {
        List<String> parts = Arrays.asList(shape.split(",", -1));
        boolean numbers = parts.stream().allMatch(part -> WEIGHT.matcher(part).matches());
        if (parts.size() != 24 || !numbers || parts.stream().allMatch(part -> new BigDecimal(part).signum() == 0)) {
            throw new UserError(
                    "--day is '%s'; expected even, office, or 24 weights such as 1,1,1,… not all 0".formatted(shape));
        }
        return parts.stream().map(BigDecimal::new).toList();
    }
}
