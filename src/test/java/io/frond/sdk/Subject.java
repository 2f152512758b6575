package io.frond.sdk;

/** What the clients are tested against: the one place that says how it is started. */
final class Subject {
    private Subject() {}

    static OpenAiServer start() {
        return FakeOpenAi.start(FakeOpenAi.Fault.NONE);
    }
}
