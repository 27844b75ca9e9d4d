package dev.taximeter.cli;

import dev.taximeter.model.Outcome;
import dev.taximeter.summary.MeasuredCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** Reads calls that somebody else measured: JSON objects, in a list or one after the other. */
final class MeasuredFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private MeasuredFile() {}

    static List<MeasuredCall> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UserError(file + ": there is no such run or file");
        }
        List<MeasuredCall> calls = new ArrayList<>();
        try (MappingIterator<JsonNode> nodes = JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
            while (nodes.hasNext()) {
                calls.add(call(nodes.next()));
            }
        } catch (JacksonException e) {
            throw new UserError(file + ": not JSON objects of calls: " + e.getOriginalMessage(), e);
        }
        return calls;
    }

    /** The mean time between two tokens stands for each gap of the call. */
    private static MeasuredCall call(JsonNode node) {
        JsonNode error = node.path("error_code");
        JsonNode ttft = node.path("ttft_s");
        if (!error.isNull() && !error.isMissingNode()) {
            return new MeasuredCall(outcome(error.asInt(0)), OptionalLong.empty(), List.of(), 0, OptionalLong.empty());
        }
        if (!ttft.isNumber()) {
            return new MeasuredCall(Outcome.Kind.MALFORMED, OptionalLong.empty(), List.of(), 0, OptionalLong.empty());
        }
        JsonNode gap = node.path("inter_token_latency_s");
        List<Long> gaps = gap.isNumber() ? List.of(nanos(gap)) : List.of();
        return new MeasuredCall(
                Outcome.Kind.OK, OptionalLong.of(nanos(ttft)), gaps, gaps.size() + 1, OptionalLong.empty());
    }

    private static long nanos(JsonNode seconds) {
        return Math.round(seconds.doubleValue() * 1e9);
    }

    /** Codes that are no HTTP status are the measuring tool's own, e.g. LLMPerf's for an answer that it found too short. */
    private static Outcome.Kind outcome(int code) {
        if (code < 400 || code > 599) {
            return Outcome.Kind.LOCAL_FAILURE;
        }
        return switch (code) {
            case 401, 403 -> Outcome.Kind.AUTH;
            case 404 -> Outcome.Kind.NOT_FOUND;
            case 429 -> Outcome.Kind.RATE_LIMITED;
            case 503, 529 -> Outcome.Kind.OVERLOADED;
            default -> code < 500 ? Outcome.Kind.BAD_REQUEST : Outcome.Kind.SERVER_ERROR;
        };
    }
}
