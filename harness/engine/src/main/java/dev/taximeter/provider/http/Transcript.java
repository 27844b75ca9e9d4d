package dev.taximeter.provider.http;

import dev.taximeter.model.Message;
import dev.taximeter.provider.Call;
import java.util.StringJoiner;

/** A conversation as one text, for models that only continue a text. */
final class Transcript {
    private Transcript() {}

    /**
     * What a model goes on from that knows no roles: a prompt alone as it is, since a fine-tuned model knows it in that
     * form; else a transcript, at whose end it is the assistant's turn.
     */
    static String toContinue(Call call) {
        return call.instructions().isEmpty() && call.history().isEmpty()
                ? call.prompt().text()
                : of(call, "\n\n", "User: ", "Assistant:");
    }

    /**
     * Instructions, what was said before, the prompt, and the assistant's mark, after which the model goes on.
     *
     * @param between turns
     * @param user mark in front of what the user says
     * @param assistant mark in front of what the assistant says, without a space at its end
     */
    static String of(Call call, String between, String user, String assistant) {
        StringJoiner text = new StringJoiner(between);
        if (!call.instructions().isEmpty()) {
            text.add(call.instructions());
        }
        for (Message turn : call.history()) {
            text.add(turn.role() == Message.Role.USER ? user + turn.text() : assistant + " " + turn.text());
        }
        return text.add(user + call.prompt().text()).add(assistant).toString();
    }
}
