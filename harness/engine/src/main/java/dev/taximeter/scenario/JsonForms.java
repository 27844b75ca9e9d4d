package dev.taximeter.scenario;

import dev.taximeter.model.Arm;
import dev.taximeter.model.JsonForm;
import dev.taximeter.model.Target;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses to ask an arm for JSON in a way that its server does not know: the report would tell what nobody asked. */
final class JsonForms {
    private JsonForms() {}

    /**
     * @param map the workload, where problems are reported
     * @param common how arms ask that say nothing of their own
     */
    static void check(YamlMap map, List<Arm> arms, JsonForm common) {
        for (Arm arm : arms) {
            JsonForm own = arm.adaptation().form();
            JsonForm form = own == null ? common : own;
            if (arm.target() instanceof Target.Http http
                    && !http.dialect().jsonForms().contains(form)) {
                String message =
                        "the server of arm '%s' cannot be asked for JSON by '%s'".formatted(arm.name(), word(form));
                map.report(
                        map.has("format") ? "format" : "task",
                        message,
                        words(http.dialect().jsonForms()),
                        null);
            }
        }
    }

    private static String words(Set<JsonForm> forms) {
        return "format: " + forms.stream().sorted().map(JsonForms::word).collect(Collectors.joining(" or "));
    }

    private static String word(JsonForm form) {
        return form.name().toLowerCase(Locale.ROOT);
    }
}
