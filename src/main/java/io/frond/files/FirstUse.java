package io.frond.files;

import io.frond.files.Attachment.Chunking;
import io.frond.files.Told.Counts;
import io.frond.model.Operation;
import io.frond.model.Operation.Kind;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Loads what the first requests would otherwise load on their event loops: reading forms, writing lists. Blocks. */
final class FirstUse {
    private static final String FORM = String.join(
            "\r\n",
            "--b",
            "Content-Disposition: form-data; name=\"file\"; filename=\"a\"",
            "Content-Type: application/octet-stream",
            "",
            "a",
            "--b",
            "Content-Disposition: form-data; name=\"purpose\"",
            "",
            "assistants",
            "--b--",
            "");

    private FirstUse() {}

    static void load() {
        form();
        lists();
    }

    private static void form() {
        var request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/files");
        request.headers().set("content-type", "multipart/form-data; boundary=b");
        var decoder = new HttpPostRequestDecoder(new DefaultHttpDataFactory(false), request);
        var unused = decoder.offer(new DefaultLastHttpContent(Unpooled.copiedBuffer(FORM, StandardCharsets.UTF_8)));
        decoder.destroy();
    }

    private static void lists() {
        var store = new VectorStore(
                "vs_", 1, Instant.EPOCH, "", Instant.EPOCH, new VectorStore.Settings("", null, 1, Map.of("a", "b")));
        var file = new Attachment(
                "file-",
                2,
                Instant.EPOCH,
                store.id(),
                null,
                new Attachment.Terms(Map.of("a", 1.0), Chunking.AUTO),
                2,
                false);
        var query = Query.of(new Operation("GET", "/files", "limit=1&order=asc", Kind.OTHER));
        var page = Page.of(query, 1, 1).of(List.of(file), one -> Told.attachment(one, Progress.WAITING));
        var counts = Counts.of(List.of(file), one -> Progress.WAITING);
        var inventory = new Inventory();
        inventory.apply(new JsonObject().put("store", store.json()).put("attach", new JsonArray().add(file.json())));
        var unused = Replies.polled(Told.store(store, counts, page.encode()));
    }
}
