package dev.taximeter.cli;

import dev.taximeter.model.Budget;
import org.jspecify.annotations.Nullable;

/**
 * What the user has agreed to pay.
 *
 * @param budget from the command line, in the place of the scenario's; null when none is given there
 * @param yes whether any expected cost is agreed to
 */
record Consent(@Nullable Budget budget, boolean yes) {}
