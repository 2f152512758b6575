package io.frond.sdk;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** What LangChain4j tells of a stream. */
final class LangChain4jListener implements StreamingChatResponseHandler {
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<PartialToolCall> fragments = new CopyOnWriteArrayList<>();
    private final CompletableFuture<ChatResponse> answer = new CompletableFuture<>();
    private final CompletableFuture<Instant> left = new CompletableFuture<>();
    private final String last;

    LangChain4jListener() {
        this("");
    }

    /** @param last the text after which it has had enough */
    LangChain4jListener(String last) {
        this.last = last;
    }

    @Override
    public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
        texts.add(part.text());
        if (part.text().equals(last)) {
            var now = Instant.now();
            context.streamingHandle().cancel();
            left.complete(now);
        }
    }

    @Override
    public void onPartialToolCall(PartialToolCall part) {
        fragments.add(part);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        answer.complete(response);
        left.completeExceptionally(new AssertionError("the stream ended before it was left"));
    }

    @Override
    public void onError(Throwable failure) {
        answer.completeExceptionally(failure);
        left.completeExceptionally(failure);
    }

    List<String> texts() {
        return texts;
    }

    List<PartialToolCall> fragments() {
        return fragments;
    }

    /** Waits for the end; throws what it failed with. */
    ChatResponse answer() {
        return answer.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** Waits until it has had enough. */
    Instant left() {
        return left.orTimeout(20, TimeUnit.SECONDS).join();
    }
}
