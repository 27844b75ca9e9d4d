package dev.taximeter.cli;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** Of our own rooms, only the named ones; libraries are the modules' affair. */
final class OnlyOurs extends ArchCondition<JavaClass> {
    private final Set<String> allowed;

    OnlyOurs(String... allowed) {
        super("only depend on the rooms " + String.join(", ", allowed));
        this.allowed = Set.of(allowed);
    }

    @Override
    public void check(JavaClass origin, ConditionEvents events) {
        for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
            String target = dependency.getTargetClass().getBaseComponentType().getPackageName();
            if (target.startsWith("dev.taximeter") && !allowed.contains(target)) {
                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
            }
        }
    }
}
