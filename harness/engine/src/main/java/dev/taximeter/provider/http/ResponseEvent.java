package dev.taximeter.provider.http;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * One event of a Responses stream. Read to its end before it counts, for it need not name its type first. Types that are
 * not known here are no content. One thread, one event.
 */
final class ResponseEvent {
    private final ResponseObject response = new ResponseObject(false);
    private String type = "";
    private @Nullable String delta;
    private @Nullable String code;
    private @Nullable String message;
    private @Nullable ErrorBody error;

    private ResponseEvent() {}

    static void read(ByteRun data, ReplyDraft draft) throws MalformedException {
        ResponseEvent event = new ResponseEvent();
        JsonScan.document(data.array(), data.length(), event::field);
        event.tell(draft);
    }

    private void field(String name, JsonParser json) {
        switch (name) {
            case "type" -> {
                String value = JsonScan.text(json);
                type = value == null ? "" : value;
            }
            case "delta" -> delta = JsonScan.text(json);
            case "response" -> JsonScan.object(json, response::field);
            case "error" -> error = ErrorBody.at(json);
            case "code" -> code = JsonScan.textOrNumber(json);
            case "message" -> message = JsonScan.textOrNumber(json);
            default -> {}
        }
    }

    private void tell(ReplyDraft draft) {
        switch (type) {
            case "response.output_text.delta", "response.function_call_arguments.delta" -> draft.content(delta);
            case "response.reasoning_text.delta", "response.reasoning_summary_text.delta" -> draft.reasoning(delta);
            case "response.refusal.delta", "response.refusal.done" -> draft.refuse();
            case "response.completed", "response.incomplete", "response.failed" -> response.end(draft);
            case "error" ->
                draft.fail(error != null ? error : new ErrorBody(code, null, message == null ? "" : message));
            default -> {
                response.describe(draft);
                draft.fail(error); // a gateway's error has no type
            }
        }
    }
}
