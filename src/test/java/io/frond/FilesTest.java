package io.frond;

import static io.frond.testing.FileClient.data;
import static io.frond.testing.FileClient.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.FileClient;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /v1/files}, kept by Frond itself. */
class FilesTest {
    private static final byte[] TEXT = "Returns take thirty days.".getBytes(StandardCharsets.UTF_8);
    private static final Map<String, String> PURPOSE = Map.of("purpose", "assistants");

    @TempDir
    Path folder;

    private FilesSetting setting;
    private FileClient acme;

    @BeforeEach
    void start() {
        setting = FilesSetting.in(folder.resolve("files"));
        acme = setting.acme;
    }

    @AfterEach
    void stop() {
        setting.close();
    }

    @Test
    void aFileIsKeptToldOfReadAndDeleted() {
        var id = acme.upload("returns.md", "Returns take thirty days.");

        var told = acme.get("/v1/files/" + id);
        assertThat(id).matches("file-[A-Za-z0-9]{24}");
        assertThat(told.getString("object")).isEqualTo("file");
        assertThat(told.getLong("bytes")).isEqualTo(TEXT.length);
        assertThat(told.getString("filename")).isEqualTo("returns.md");
        assertThat(told.getString("purpose")).isEqualTo("assistants");
        assertThat(told.getString("status")).isEqualTo("processed");
        assertThat(told.getLong("created_at")).isPositive();
        assertThat(acme.ask("GET", "/v1/files/" + id + "/content").body()).isEqualTo("Returns take thirty days.");

        var deleted = acme.delete("/v1/files/" + id);
        assertThat(deleted)
                .isEqualTo(new JsonObject().put("id", id).put("object", "file").put("deleted", true));
        assertThat(error(404, acme.ask("GET", "/v1/files/" + id)).getString("param"))
                .isEqualTo("id");
        assertThat(folder.resolve("files/kept")).isEmptyDirectory();
    }

    @Test
    void largeFilesPassAsTheyAreAndLargerThanAllowedOnesLeaveNothing() {
        var large = "0123456789abcdef".repeat(60_000);
        var id = acme.upload("large.txt", large);
        assertThat(acme.ask("GET", "/v1/files/" + id + "/content").body()).isEqualTo(large);

        var refused = acme.upload("larger.bin", new byte[(1 << 20) + 1], PURPOSE);
        assertThat(error(413, refused).getString("code")).isEqualTo("request_too_large");
        assertThat(error(413, acme.upload("huge.bin", new byte[2 << 20], PURPOSE))
                        .getString("message"))
                .contains("1048576 bytes");
        assertThat(folder.resolve("files/incoming")).isEmptyDirectory();
        assertThat(data(acme.get("/v1/files"))).hasSize(1);
    }

    @Test
    void anotherTenantFindsNothingOfIt() {
        var id = acme.upload("returns.md", "Returns take thirty days.");

        for (var path : List.of("/v1/files/" + id, "/v1/files/" + id + "/content")) {
            error(404, setting.globex.ask("GET", path));
        }
        error(404, setting.globex.ask("DELETE", "/v1/files/" + id));
        assertThat(data(setting.globex.get("/v1/files"))).isEmpty();
        assertThat(data(acme.get("/v1/files"))).hasSize(1);
    }

    @Test
    void aKeyOfOtherScopesIsRefused() {
        try (var chat = setting.as("sk-chat");
                var nobody = setting.as("sk-nobody")) {
            assertThat(error(403, chat.ask("GET", "/v1/files")).getString("code"))
                    .isEqualTo("missing_scope");
            error(403, chat.ask("GET", "/v1/vector_stores"));
            error(403, chat.upload("returns.md", TEXT, PURPOSE));
            error(401, nobody.upload("returns.md", TEXT, PURPOSE));
        }
    }

    @Test
    void whatIsNoUploadIsRefusedByTheFieldAtFault() {
        assertThat(error(400, acme.upload("a.md", TEXT, Map.of())).getString("code"))
                .isEqualTo("missing_required_parameter");
        var wrong = error(400, acme.upload("a.md", TEXT, Map.of("purpose", "fun")));
        assertThat(wrong.getString("param")).isEqualTo("purpose");
        assertThat(wrong.getString("code")).isEqualTo("invalid_value");
        assertThat(error(400, acme.upload("a.md", new byte[0], PURPOSE)).getString("param"))
                .isEqualTo("file");
        assertThat(error(400, acme.upload("..", TEXT, Map.of())).getString("param"))
                .isEqualTo("purpose");
        error(415, acme.send("POST", "/v1/files", new JsonObject().put("purpose", "assistants")));
        assertThat(acme.ask("PUT", "/v1/files").statusCode()).isEqualTo(405);
        assertThat(folder.resolve("files/incoming")).isEmptyDirectory();
        assertThat(folder.resolve("files/kept")).isEmptyDirectory();
    }

    @Test
    void aNameIsOnlyAName() {
        var answer = acme.upload("../../etc/pass\u200Bwd", TEXT, PURPOSE);

        assertThat(new JsonObject(answer.body()).getString("filename")).isEqualTo("passwd");
        assertThat(folder.resolve("files/kept")).isDirectoryContaining("regex:.*/file-[A-Za-z0-9]{24}");
    }

    @Test
    void aTenantMayKeepSoMuchTogether() {
        var almost = new byte[1 << 20];
        for (int i = 0; i < 8; i++) {
            assertThat(acme.upload("a.bin", almost, PURPOSE).statusCode()).isEqualTo(200);
        }
        assertThat(error(403, acme.upload("a.bin", TEXT, PURPOSE)).getString("code"))
                .isEqualTo("storage_limit_exceeded");
        assertThat(setting.globex.upload("returns.md", "of another tenant")).isNotEmpty();
    }

    @Test
    void listsAreReadPageByPageBothWays() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            ids.add(acme.upload("a" + i + ".md", "text " + i));
        }

        var first = acme.get("/v1/files?limit=2&order=asc");
        assertThat(data(first)).extracting(one -> one.getString("id")).containsExactly(ids.get(0), ids.get(1));
        assertThat(first.getBoolean("has_more")).isTrue();
        assertThat(first.getString("first_id")).isEqualTo(ids.get(0));
        assertThat(first.getString("last_id")).isEqualTo(ids.get(1));
        var last = acme.get("/v1/files?limit=3&order=asc&after=" + ids.get(1));
        assertThat(data(last)).hasSize(3);
        assertThat(last.getBoolean("has_more")).isFalse();
        var back = acme.get("/v1/files?limit=2&order=asc&before=" + ids.get(3));
        assertThat(data(back)).extracting(one -> one.getString("id")).containsExactly(ids.get(1), ids.get(2));
        assertThat(back.getBoolean("has_more")).isTrue();
        assertThat(data(acme.get("/v1/files")).getFirst().getString("id"))
                .as("the newest first")
                .isEqualTo(ids.get(4));
        assertThat(data(acme.get("/v1/files?purpose=batch"))).isEmpty();
        assertThat(error(400, acme.ask("GET", "/v1/files?limit=0")).getString("param"))
                .isEqualTo("limit");
        error(400, acme.ask("GET", "/v1/files?order=up"));
        error(400, acme.ask("GET", "/v1/files?after=file-none"));
    }

    @Test
    void everyCallIsInTheAccessLog() {
        var unused = acme.upload("returns.md", "Returns take thirty days.");

        assertThat(setting.frond().lines()).anySatisfy(line -> {
            assertThat(line.tenant()).isEqualTo("acme");
            assertThat(line.status()).isEqualTo(200);
        });
    }
}
