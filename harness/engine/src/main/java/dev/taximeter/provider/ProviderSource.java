package dev.taximeter.provider;

import dev.taximeter.model.Arm;

/** Opens a fresh provider for an arm; called once for each arm and trial, outside the timed section. */
@FunctionalInterface
public interface ProviderSource {
    Provider open(Arm arm);
}
