package dev.taximeter.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.AnswerFormat;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Outcome.Kind;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a form of the answer is asked for, and where it is found. */
class AnswerFormatTest {
    private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"intent\":{\"type\":\"string\"}}}";
    private static final AnswerFormat OBJECT = new AnswerFormat.JsonObject();
    private static final AnswerFormat STRICT = new AnswerFormat.JsonSchema("intent", SCHEMA);
    private static final AnswerFormat TOOL = new AnswerFormat.ToolCall("set_intent", SCHEMA);

    @ParameterizedTest
    @EnumSource(names = {"OPENAI_CHAT", "AZURE_DEPLOYMENT", "AZURE_V1"})
    void chatCompletionsAskByResponseFormatOrForcedTool(Dialect dialect) {
        assertThat(Frames.asked(dialect, OBJECT)).contains("\"response_format\":{\"type\":\"json_object\"}");
        assertThat(Frames.asked(dialect, STRICT))
                .contains(
                        "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"intent\",\"schema\":"
                                + SCHEMA + ",\"strict\":true}}");
        assertThat(Frames.asked(dialect, TOOL))
                .contains(
                        "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"set_intent\",\"parameters\":"
                                + SCHEMA + "}}]",
                        "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"set_intent\"}}");
        assertThat(Frames.asked(dialect, AnswerFormat.TEXT, "END")).contains("\"stop\":[\"END\"]");
        assertThat(Frames.asked(dialect, AnswerFormat.TEXT)).doesNotContain("stop\":", "response_format", "tool");
    }

    @Test
    void responsesAskByTextFormat() {
        assertThat(Frames.asked(Dialect.OPENAI_RESPONSES, OBJECT))
                .contains("\"text\":{\"format\":{\"type\":\"json_object\"}}");
        assertThat(Frames.asked(Dialect.OPENAI_RESPONSES, STRICT))
                .contains("\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"intent\",\"schema\":" + SCHEMA
                        + ",\"strict\":true}}");
        assertThat(Frames.asked(Dialect.OPENAI_RESPONSES, TOOL))
                .contains(
                        "\"tools\":[{\"type\":\"function\",\"name\":\"set_intent\",\"parameters\":" + SCHEMA
                                + ",\"strict\":false}]",
                        "\"tool_choice\":{\"type\":\"function\",\"name\":\"set_intent\"}");
    }

    @Test
    void anthropicAsksByOutputConfigOrTool() {
        assertThat(Frames.asked(Dialect.ANTHROPIC_MESSAGES, STRICT))
                .contains("\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":" + SCHEMA + "}}");
        assertThat(Frames.asked(Dialect.ANTHROPIC_MESSAGES, TOOL))
                .contains(
                        "\"tools\":[{\"name\":\"set_intent\",\"input_schema\":" + SCHEMA + "}]",
                        "\"tool_choice\":{\"type\":\"tool\",\"name\":\"set_intent\",\"disable_parallel_tool_use\":true}");
        assertThat(Frames.asked(Dialect.ANTHROPIC_MESSAGES, AnswerFormat.TEXT, "END"))
                .contains("\"stop_sequences\":[\"END\"]");
        assertThat(Frames.asked(Dialect.ANTHROPIC_COMPLETE, AnswerFormat.TEXT, "END"))
                .contains("\"stop_sequences\":[\"\\n\\nHuman:\",\"END\"]");
    }

    @Test
    void aTextModelIsAlwaysToldWhereToStop() {
        assertThat(Frames.asked(Dialect.OPENAI_COMPLETIONS, OBJECT))
                .contains("\"prompt\":\"Hello\"", "\"max_tokens\":16", "\"stop\":[\"\\nUser:\",\"\\n###\"]");
        assertThat(Frames.asked(Dialect.OPENAI_COMPLETIONS, AnswerFormat.TEXT, " END"))
                .contains("\"stop\":[\" END\"]");
    }

    @Test
    void argumentsOfTheFirstCallAreTheAnswerOfAChat() throws IOException {
        ReplyDraft draft = Frames.read(
                Dialect.OPENAI_CHAT,
                "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"index\":0,"
                    + "\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"set_intent\",\"arguments\":\"\"}}]}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"in\"}}]}}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"tent\\\":\\\"a\\\"}\"}},"
                    + "{\"index\":1,\"function\":{\"arguments\":\"{}\"}}]},\"index\":0}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}",
                "[DONE]");
        assertThat(draft.text()).isEqualTo("{\"intent\":\"a\"}");
        assertThat(draft.chunks().toArray()).containsExactly(2, 3);
        assertThat(draft.ending(Kind.TRUNCATED).kind()).isEqualTo(Kind.OK);
        assertThat(Frames.whole(
                                Dialect.OPENAI_CHAT,
                                "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":"
                                    + "[{\"id\":\"call_1\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}]},"
                                    + "\"finish_reason\":\"tool_calls\"}]}")
                        .text())
                .isEqualTo("{\"a\":1}");
    }

    @Test
    void onlyTheFirstChoiceIsTheAnswer() throws IOException {
        ReplyDraft draft = Frames.read(
                Dialect.AZURE_V1,
                "{\"choices\":[{\"delta\":{\"content\":\"not ours\"},\"finish_reason\":\"length\",\"index\":1}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"ours\"},\"finish_reason\":\"stop\",\"index\":0}]}",
                "[DONE]");
        assertThat(draft.text()).isEqualTo("ours");
        assertThat(draft.finishReason()).isEqualTo("stop");
    }

    @Test
    void argumentsAreTheAnswerOfAnthropicAndOfResponses() throws IOException {
        ReplyDraft claude = Frames.read(
                Dialect.ANTHROPIC_MESSAGES,
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\","
                        + "\"name\":\"set_intent\",\"input\":{}}}",
                "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"\"}}",
                "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\":1}\"}}",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"}}",
                "{\"type\":\"message_stop\"}");
        assertThat(claude.text()).isEqualTo("{\"a\":1}");
        assertThat(claude.chunks().firstNanos()).isEqualTo(3);
        assertThat(Frames.whole(
                                Dialect.ANTHROPIC_MESSAGES,
                                "{\"content\":[{\"type\":\"tool_use\",\"name\":\"f\",\"input\":{\"a\": [1, \"x\"]}}],"
                                        + "\"stop_reason\":\"tool_use\"}")
                        .text())
                .isEqualTo("{\"a\":[1,\"x\"]}");
        assertThat(Frames.read(
                                Dialect.OPENAI_RESPONSES,
                                "{\"type\":\"response.output_item.added\",\"item\":{\"type\":\"function_call\",\"arguments\":\"\"}}",
                                "{\"type\":\"response.function_call_arguments.delta\",\"delta\":\"{\\\"a\\\":\"}",
                                "{\"type\":\"response.function_call_arguments.delta\",\"delta\":\"1}\"}",
                                "{\"type\":\"response.function_call_arguments.done\",\"arguments\":\"{\\\"a\\\":1}\"}")
                        .text())
                .isEqualTo("{\"a\":1}");
        assertThat(Frames.whole(
                                Dialect.OPENAI_RESPONSES,
                                "{\"status\":\"completed\",\"output\":[{\"type\":\"reasoning\",\"content\":[{\"type\":"
                                    + "\"reasoning_text\",\"text\":\"Hm.\"}]},{\"type\":\"function_call\",\"arguments\":\"{}\"}]}")
                        .text())
                .isEqualTo("{}");
    }
}
