package dev.taximeter.provider.http;

import dev.taximeter.model.Target;
import okhttp3.Headers;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an arm's scenario adds to every request of its dialect. An addition replaces what the dialect says; a field that
 * is null is taken out. Thread-safe.
 */
final class Additions {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Target.Http target;
    private final ObjectNode fields;

    /** @throws tools.jackson.core.JacksonException when the target's body fields are no JSON object */
    Additions(Target.Http target) {
        this.target = target;
        this.fields = JSON.readValue(target.bodyFields(), ObjectNode.class);
    }

    Headers to(Headers headers) {
        Headers.Builder all = headers.newBuilder();
        target.headers().forEach(all::set);
        return all.build();
    }

    /** @param body a JSON object */
    byte[] to(byte[] body) {
        if (fields.isEmpty()) {
            return body;
        }
        ObjectNode all = JSON.readValue(body, ObjectNode.class);
        fields.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                all.remove(field.getKey());
            } else {
                all.set(field.getKey(), field.getValue());
            }
        });
        return JSON.writeValueAsBytes(all);
    }
}
