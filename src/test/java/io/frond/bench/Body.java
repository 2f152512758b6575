package io.frond.bench;

/**
 * A chat request of a given size. How the mock is to answer stands in its {@code user} field, which every gateway
 * passes on, so that the model's name is free for the gateway's own use.
 *
 * @param chunks of the stream that is asked for; 0 for a plain answer
 */
record Body(int bytes, int waitMillis, int chunks, int gapMillis) {
    private static final String PROMPT = "A parcel came nine days late and the customer wants the money back. "
            + "Which of the rules on returns holds, and who has to approve it? ";
    private static final String END = "\"}],\"temperature\":0.2,\"max_tokens\":256}";

    static Body plain(int bytes, int waitMillis) {
        return new Body(bytes, waitMillis, 0, 0);
    }

    static Body stream(int chunks, int gapMillis) {
        return new Body(300, 0, chunks, gapMillis);
    }

    /** The same with an answer that is soon over. */
    Body brief() {
        return new Body(bytes, 0, Math.min(chunks, 3), 0);
    }

    /** ASCII, so as many characters as bytes. */
    String json() {
        var start = "{\"model\":\"auto\",\"user\":\"l=" + waitMillis + " n=" + chunks + " g=" + gapMillis + "\","
                + (chunks > 0 ? "\"stream\":true," : "")
                + "\"messages\":[{\"role\":\"system\",\"content\":\"Answer briefly.\"},{\"role\":\"user\",\"content\":\"";
        int room = bytes - start.length() - END.length();
        return start + PROMPT.repeat(room / PROMPT.length() + 1).substring(0, room) + END;
    }
}
