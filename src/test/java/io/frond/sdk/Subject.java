package io.frond.sdk;

import io.frond.RunningDemo;
import java.nio.file.Path;

/** What the clients are tested against: the whole program, as the demo starts it, and one of its tenants. */
final class Subject implements OpenAiServer {
    private final RunningDemo demo;
    private final String model;

    private Subject(RunningDemo demo, String model) {
        this.demo = demo;
        this.model = model;
    }

    /** @param folder an empty one, for the demo's files */
    static OpenAiServer start(Path folder) {
        return of(RunningDemo.in(folder), "auto");
    }

    /**
     * @param demo closed with it
     * @param model the name that the clients ask for: {@code auto}, a route or a backend
     */
    static OpenAiServer of(RunningDemo demo, String model) {
        return new Subject(demo, model);
    }

    @Override
    public String url() {
        return demo.address() + "/v1";
    }

    @Override
    public String key() {
        return "demo-acme";
    }

    @Override
    public String model() {
        return model;
    }

    @Override
    public void close() {
        demo.close();
    }
}
