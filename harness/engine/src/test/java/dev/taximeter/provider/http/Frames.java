package dev.taximeter.provider.http;

import dev.taximeter.model.AnswerFormat;
import dev.taximeter.model.AnswerShape;
import dev.taximeter.model.Dialect;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.provider.Call;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Frames of a dialect, read without a network. */
final class Frames {
    private static final URI HERE = URI.create("https://models.example/");

    private Frames() {}

    static WireDialect dialect(Dialect dialect) {
        return WireDialect.of(Wire.target(dialect, HERE));
    }

    /** The draft after these frames, each the data of one event; the n-th arrives at time n. */
    static ReplyDraft read(Dialect dialect, String... frames) throws IOException {
        WireDialect wire = dialect(dialect);
        ReplyDraft draft = new ReplyDraft();
        for (int i = 0; i < frames.length; i++) {
            byte[] event = ("data: " + frames[i] + "\n\n").getBytes(StandardCharsets.UTF_8);
            FrameReader reader = wire.framing().reader(new ByteArrayInputStream(event), () -> 0);
            if (reader.next()) {
                draft.at(i + 1);
                wire.event(reader.data(), draft);
            }
        }
        return draft;
    }

    static ReplyDraft whole(Dialect dialect, String body) throws IOException {
        ReplyDraft draft = new ReplyDraft();
        draft.at(1);
        dialect(dialect).whole(body.getBytes(StandardCharsets.UTF_8), draft);
        return draft;
    }

    static TokenUsage usage(Dialect dialect, String body) throws IOException {
        return whole(dialect, body).usage().usage();
    }

    /** The body of a request for this form of answer. */
    static String asked(Dialect dialect, AnswerFormat format, String... stop) {
        AnswerShape shape = new AnswerShape(16, false, format, List.of(stop));
        Call call = new Call(0, "", List.of(), new Prompt("p1", "Hello", null), shape, true, Wire.LONG, Wire.LONG);
        return new String(dialect(dialect).body(call), StandardCharsets.UTF_8);
    }
}
