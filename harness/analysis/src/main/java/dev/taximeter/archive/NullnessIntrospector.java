package dev.taximeter.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * Makes reading as strict as the model is about null: a record's component must be in the JSON unless it is
 * {@code @Nullable}, an {@code Optional…}, or left out when empty.
 */
final class NullnessIntrospector extends JacksonAnnotationIntrospector {
    private static final Set<Class<?>> OPTIONALS =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        if (member instanceof AnnotatedParameter parameter
                && parameter.getDeclaringClass().isRecord()
                && !member.hasAnnotation(JsonInclude.class)) {
            return component(parameter).map(NullnessIntrospector::isRequired).orElse(null);
        }
        return super.hasRequiredMarker(config, member);
    }

    private static Optional<RecordComponent> component(AnnotatedParameter parameter) {
        RecordComponent[] components = parameter.getDeclaringClass().getRecordComponents();
        return Arrays.stream(components).skip(parameter.getIndex()).findFirst();
    }

    private static boolean isRequired(RecordComponent component) {
        AnnotatedType type = component.getAnnotatedType();
        return !OPTIONALS.contains(component.getType()) && !type.isAnnotationPresent(Nullable.class);
    }
}
