package io.frond.sdk;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenAiJavaTest {
    private static OpenAiServer server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = Subject.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void openAiJavaChats() {
        new JavaClient(server).chats();
    }

    @Test
    void openAiJavaStreams() {
        new JavaClient(server).streams();
    }

    @Test
    void openAiJavaGetsUsageOfAStreamWhenItAsks() {
        new JavaClient(server).streamsUsageWhenAsked();
    }

    @Test
    void openAiJavaListsModels() {
        new JavaClient(server).listsModels();
    }

    @Test
    void openAiJavaIsRefusedWithAWrongKey() {
        new JavaClient(server).isRefusedWithAWrongKey();
    }

    @Test
    void openAiJavaIsRefusedWithAWrongModel() {
        new JavaClient(server).isRefusedWithAWrongModel();
    }
}
