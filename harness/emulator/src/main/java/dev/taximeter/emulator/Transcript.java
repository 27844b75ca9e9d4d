package dev.taximeter.emulator;

/**
 * A conversation that came as one text, for a model that continues it.
 *
 * @param instructions what stands before the first turn; empty for none
 * @param lastWords what the user said last; the whole text when there are no turns
 */
record Transcript(String instructions, String lastWords) {
    /**
     * @param user mark in front of what the user says
     * @param assistant mark at the end, after which the model goes on
     */
    static Transcript of(String text, String user, String assistant) {
        int first = text.indexOf(user);
        int last = text.lastIndexOf(user);
        int end = text.lastIndexOf(assistant);
        if (first < 0 || end < last) {
            return new Transcript("", text);
        }
        return new Transcript(
                text.substring(0, first).strip(),
                text.substring(last + user.length(), end).strip());
    }
}
