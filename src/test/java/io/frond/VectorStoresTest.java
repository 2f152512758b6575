package io.frond;

import static io.frond.testing.FileClient.data;
import static io.frond.testing.FileClient.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.testing.Eventually;
import io.frond.testing.FileClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /v1/vector_stores}, kept and searched by Frond itself. */
class VectorStoresTest {
    private static final JsonObject PLAIN = new JsonObject();

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

    private static JsonObject attributes(Object... pairs) {
        var attributes = new JsonObject();
        for (int i = 0; i < pairs.length; i += 2) {
            attributes.put((String) pairs[i], pairs[i + 1]);
        }
        return new JsonObject().put("attributes", attributes);
    }

    private static JsonObject search(String question, String filters) {
        return new JsonObject().put("query", question).put("filters", new JsonObject(filters));
    }

    @Test
    void aStoreIsMadeFilledAndSearched() {
        var store = acme.post(
                "/v1/vector_stores",
                new JsonObject()
                        .put("name", "Policies")
                        .put("metadata", new JsonObject().put("team", "legal"))
                        .put(
                                "expires_after",
                                new JsonObject().put("anchor", "last_active_at").put("days", 7)));
        var id = store.getString("id");
        assertThat(id).startsWith("vs_");
        assertThat(store.getString("status")).isEqualTo("completed");
        assertThat(store.getLong("expires_at"))
                .isEqualTo(store.getLong("last_active_at") + Duration.ofDays(7).toSeconds());

        var returns = acme.upload("returns.md", "# Returns\n\nJackets may be returned within thirty days.");
        var travel = acme.upload("travel.md", "# Travel\n\nFlights are approved by the head of the department.");
        var attached = acme.attach(id, returns, attributes("year", 2024, "draft", false));
        acme.attach(id, travel, PLAIN);

        assertThat(attached.getString("status")).isEqualTo("completed");
        assertThat(attached.getValue("last_error")).isNull();
        assertThat(attached.getLong("usage_bytes")).isPositive();
        assertThat(attached.getJsonObject("chunking_strategy").getString("type"))
                .isEqualTo("static");
        var page = acme.post("/v1/vector_stores/" + id + "/search", new JsonObject().put("query", "returned jackets"));
        assertThat(page.getString("object")).isEqualTo("vector_store.search_results.page");
        assertThat(page.getJsonArray("search_query")).containsExactly("returned jackets");
        var hit = data(page).getFirst();
        assertThat(hit.getString("file_id")).isEqualTo(returns);
        assertThat(hit.getString("filename")).isEqualTo("returns.md");
        assertThat(hit.getDouble("score")).isBetween(0.1, 1.0);
        assertThat(hit.getJsonObject("attributes").getDouble("year")).isEqualTo(2024);
        assertThat(hit.getJsonArray("content").getJsonObject(0).getString("text"))
                .contains("thirty days");
        assertThat(acme.found(id, "who approves flights")).first().isEqualTo(travel);

        var counts = acme.get("/v1/vector_stores/" + id).getJsonObject("file_counts");
        assertThat(counts.getInteger("completed")).isEqualTo(2);
        assertThat(counts.getInteger("total")).isEqualTo(2);
    }

    @Test
    void filtersNarrowASearch() {
        var store = acme.store();
        var old = acme.upload("old.md", "The travel policy of old.");
        var fresh = acme.upload("fresh.md", "The travel policy of today.");
        acme.attach(store, old, attributes("year", 2020, "region", "eu", "draft", true));
        acme.attach(store, fresh, attributes("year", 2025, "region", "us"));

        var expected = Map.ofEntries(
                Map.entry("{'type':'eq','key':'region','value':'eu'}", List.of(old)),
                Map.entry("{'type':'ne','key':'region','value':'eu'}", List.of(fresh)),
                Map.entry("{'type':'gt','key':'year','value':2020}", List.of(fresh)),
                Map.entry("{'type':'gte','key':'year','value':2025}", List.of(fresh)),
                Map.entry("{'type':'lt','key':'year','value':2025.0}", List.of(old)),
                Map.entry("{'type':'lte','key':'year','value':2019}", List.<String>of()),
                Map.entry("{'type':'eq','key':'draft','value':true}", List.of(old)),
                Map.entry("{'type':'in','key':'region','value':['us','asia']}", List.of(fresh)),
                Map.entry("{'type':'nin','key':'region','value':['us','asia']}", List.of(old)),
                Map.entry(
                        "{'type':'and','filters':[{'type':'eq','key':'region','value':'eu'},"
                                + "{'type':'gt','key':'year','value':2021}]}",
                        List.<String>of()),
                Map.entry(
                        "{'type':'or','filters':[{'type':'eq','key':'region','value':'us'},"
                                + "{'type':'eq','key':'region','value':'mars'}]}",
                        List.of(fresh)));
        expected.forEach(
                (filter, files) -> assertThat(acme.found(store, search("travel policy", filter.replace('\'', '"'))))
                        .as(filter)
                        .containsExactlyElementsOf(files));

        var wrong = acme.send(
                "POST",
                "/v1/vector_stores/" + store + "/search",
                search("travel", "{\"type\":\"like\",\"key\":\"a\",\"value\":1}"));
        assertThat(error(400, wrong).getString("param")).isEqualTo("filters.type");
    }

    @Test
    void aSearchIsBoundInNumberAndScoreAndTakesSeveralQuestions() {
        var store = acme.store();
        for (int i = 0; i < 6; i++) {
            var unused = acme.attach(store, acme.upload("a" + i + ".md", "The travel policy, part " + i), PLAIN);
        }
        var travel = acme.upload("b.md", "Jackets may be returned.");
        acme.attach(store, travel, PLAIN);
        var path = "/v1/vector_stores/" + store + "/search";
        var question = new JsonObject().put("query", "travel policy");

        assertThat(data(acme.post(path, question.copy().put("max_num_results", 2))))
                .hasSize(2);
        assertThat(data(acme.post(
                        path, new JsonObject().put("query", new JsonArray(List.of("travel policy", "jackets"))))))
                .extracting(hit -> hit.getString("file_id"))
                .contains(travel)
                .hasSize(7);
        var both = new JsonObject().put("query", "travel policy jackets").put("rewrite_query", true);
        var scores = data(acme.post(path, both)).stream()
                .map(hit -> hit.getDouble("score"))
                .toList();
        var strict = new JsonObject().put("ranker", "auto").put("score_threshold", scores.getFirst());
        assertThat(data(acme.post(path, both.copy().put("ranking_options", strict))))
                .isNotEmpty()
                .hasSizeLessThan(scores.size());
        for (var most : List.of(0, 51)) {
            assertThat(error(400, acme.send("POST", path, question.copy().put("max_num_results", most)))
                            .getString("param"))
                    .isEqualTo("max_num_results");
        }
        assertThat(error(400, acme.send("POST", path, PLAIN)).getString("code"))
                .isEqualTo("missing_required_parameter");
    }

    @Test
    void whatIsDeletedIsFoundNoMoreFromThatMoment() {
        var store = acme.store();
        var one = acme.upload("one.md", "Jackets may be returned within thirty days.");
        var two = acme.upload("two.md", "Jackets are never returned.");
        acme.attach(store, one, PLAIN);
        acme.attach(store, two, PLAIN);

        var detached = acme.delete("/v1/vector_stores/" + store + "/files/" + one);
        assertThat(acme.found(store, "returned jackets")).containsExactly(two);
        assertThat(detached.getString("object")).isEqualTo("vector_store.file.deleted");
        assertThat(acme.get("/v1/files/" + one).getString("id"))
                .as("the file stays")
                .isEqualTo(one);

        acme.delete("/v1/files/" + two);
        assertThat(acme.found(store, "returned jackets")).isEmpty();
        error(404, acme.ask("GET", "/v1/vector_stores/" + store + "/files/" + two));

        acme.delete("/v1/vector_stores/" + store);
        error(404, acme.ask("GET", "/v1/vector_stores/" + store));
        error(404, acme.send("POST", "/v1/vector_stores/" + store + "/search", new JsonObject().put("query", "a")));
    }

    @Test
    void attributesCanBeChangedAndSearchesGoByTheNewOnes() {
        var store = acme.store();
        var file = acme.upload("one.md", "Jackets may be returned within thirty days.");
        acme.attach(store, file, attributes("region", "eu"));

        var changed =
                acme.post("/v1/vector_stores/" + store + "/files/" + file, attributes("region", "us", "year", 2025));

        assertThat(changed.getString("status")).isEqualTo("completed");
        var us = "{\"type\":\"eq\",\"key\":\"region\",\"value\":\"us\"}";
        assertThat(acme.found(store, search("jackets", us))).containsExactly(file);
        assertThat(acme.found(store, search("jackets", us.replace("us", "eu")))).isEmpty();
        var many = new JsonObject();
        for (int i = 0; i < 17; i++) {
            many.put("key" + i, i);
        }
        var refused = acme.send(
                "POST", "/v1/vector_stores/" + store + "/files/" + file, new JsonObject().put("attributes", many));
        assertThat(error(400, refused).getString("param")).isEqualTo("attributes");
    }

    @Test
    void filesAreCutAsIsSaid() {
        var store = acme.store();
        var sentences = new StringBuilder();
        for (int i = 0; i < 120; i++) {
            sentences.append("Sentence number ").append(i).append(" speaks of returned jackets. ");
        }
        var file = acme.upload("long.txt", sentences.toString());
        var path = "/v1/vector_stores/" + store + "/search";
        var question = new JsonObject().put("query", "returned jackets").put("max_num_results", 50);

        acme.attach(store, file, PLAIN);
        int usual = data(acme.post(path, question)).size();
        acme.delete("/v1/vector_stores/" + store + "/files/" + file);
        var told = acme.attach(store, file, chunking(100, 20));

        assertThat(data(acme.post(path, question))).hasSizeGreaterThan(usual);
        assertThat(told.getJsonObject("chunking_strategy")
                        .getJsonObject("static")
                        .getInteger("max_chunk_size_tokens"))
                .isEqualTo(100);
        for (var wrong : List.of(chunking(99, 10), chunking(4097, 10), chunking(200, 101))) {
            assertThat(error(
                                    400,
                                    acme.send(
                                            "POST",
                                            "/v1/vector_stores/" + store + "/files",
                                            wrong.put("file_id", file)))
                            .getString("param"))
                    .startsWith("chunking_strategy.static.");
        }
    }

    private static JsonObject chunking(int tokens, int overlap) {
        var sizes = new JsonObject().put("max_chunk_size_tokens", tokens).put("chunk_overlap_tokens", overlap);
        return new JsonObject()
                .put("chunking_strategy", new JsonObject().put("type", "static").put("static", sizes));
    }

    @Test
    void whatIsNoTextFailsAndSaysWhy() {
        var store = acme.store();
        var binary = new JsonObject(acme.upload("a.bin", new byte[] {1, 0, -1}, Map.of("purpose", "assistants"))
                        .body())
                .getString("id");
        var failed = acme.attach(store, binary, PLAIN);
        var blank = acme.attach(store, acme.upload("b.md", "  \n"), PLAIN);

        assertThat(failed.getString("status")).isEqualTo("failed");
        assertThat(failed.getJsonObject("last_error").getString("code")).isEqualTo("unsupported_file");
        assertThat(blank.getJsonObject("last_error").getString("code")).isEqualTo("invalid_file");
        assertThat(acme.get("/v1/vector_stores/" + store)
                        .getJsonObject("file_counts")
                        .getInteger("failed"))
                .isEqualTo(2);
        assertThat(data(acme.get("/v1/vector_stores/" + store + "/files?filter=completed")))
                .isEmpty();
        assertThat(data(acme.get("/v1/vector_stores/" + store + "/files?filter=failed")))
                .hasSize(2);
    }

    @Test
    void batchesAttachManyFilesAtOnce() {
        var store = acme.store();
        var ids = new String[5];
        Arrays.setAll(ids, i -> acme.upload("a" + i + ".md", "The travel policy, part " + i));
        var path = "/v1/vector_stores/" + store + "/file_batches";

        var batch = acme.post(
                path,
                attributes("region", "eu")
                        .put("file_ids", new JsonArray(Arrays.asList(ids).subList(0, 3))));
        assertThat(batch.getString("id")).startsWith("vsfb_");
        assertThat(batch.getString("object")).isEqualTo("vector_store.files_batch");
        var done = acme.settled(path + "/" + batch.getString("id"));
        assertThat(done.getString("status")).isEqualTo("completed");
        assertThat(done.getJsonObject("file_counts").getInteger("completed")).isEqualTo(3);
        var files = new JsonArray()
                .add(attributes("region", "us").put("file_id", ids[3]))
                .add(chunking(200, 50).put("file_id", ids[4]));
        var each = acme.post(path, new JsonObject().put("files", files));
        acme.settled(path + "/" + each.getString("id"));

        assertThat(acme.found(store, search("travel policy", "{\"type\":\"eq\",\"key\":\"region\",\"value\":\"eu\"}")))
                .hasSize(3);
        assertThat(data(acme.get(path + "/" + each.getString("id") + "/files")))
                .extracting(one -> one.getString("id"))
                .containsExactlyInAnyOrder(ids[3], ids[4]);
        var page = acme.get("/v1/vector_stores/" + store + "/files?limit=2&order=asc");
        assertThat(data(page)).extracting(one -> one.getString("id")).containsExactly(ids[0], ids[1]);
        assertThat(page.getBoolean("has_more")).isTrue();
        var cancelled = acme.post(path + "/" + each.getString("id") + "/cancel", PLAIN);
        assertThat(cancelled.getString("status")).as("it was done before").isEqualTo("completed");
        error(
                400,
                acme.send(
                        "POST",
                        path,
                        new JsonObject().put("files", files).put("file_ids", new JsonArray(List.of("a")))));
        error(400, acme.send("POST", path, PLAIN));
        error(404, acme.send("POST", path, new JsonObject().put("file_ids", new JsonArray(List.of("file-none")))));
        error(404, acme.ask("GET", path + "/vsfb_none"));
    }

    @Test
    void theTextOfAFileCanBeRead() {
        var store = acme.store();
        var file = acme.upload("one.md", "# Returns\n\nThirty days.");
        acme.attach(store, file, PLAIN);

        var content = acme.get("/v1/vector_stores/" + store + "/files/" + file + "/content");

        assertThat(content.getString("object")).isEqualTo("vector_store.file_content.page");
        assertThat(data(content))
                .containsExactly(new JsonObject().put("type", "text").put("text", "# Returns\n\nThirty days."));
    }

    @Test
    void aStoreIsChangedFieldByField() {
        var id = acme.store();
        var path = "/v1/vector_stores/" + id;

        acme.post(path, new JsonObject().put("metadata", new JsonObject().put("team", "legal")));
        var expiring = acme.post(
                path,
                new JsonObject()
                        .put("name", "Handbook")
                        .put(
                                "expires_after",
                                new JsonObject().put("anchor", "last_active_at").put("days", 1)));
        var lasting = acme.post(path, new JsonObject().putNull("expires_after"));

        assertThat(expiring.getLong("expires_at")).isPositive();
        assertThat(lasting.getValue("expires_at")).isNull();
        assertThat(lasting.getString("name")).isEqualTo("Handbook");
        assertThat(lasting.getJsonObject("metadata").getString("team")).isEqualTo("legal");
        var far = new JsonObject().put("anchor", "last_active_at").put("days", 366);
        assertThat(error(400, acme.send("POST", path, new JsonObject().put("expires_after", far)))
                        .getString("param"))
                .isEqualTo("expires_after.days");
    }

    @Test
    void anotherTenantFindsNothingAndCanAttachNothing() {
        var store = acme.store();
        var file = acme.upload("one.md", "Jackets may be returned.");
        acme.attach(store, file, PLAIN);
        var globex = setting.globex;

        assertThat(data(globex.get("/v1/vector_stores"))).isEmpty();
        error(404, globex.ask("GET", "/v1/vector_stores/" + store));
        error(404, globex.ask("GET", "/v1/vector_stores/" + store + "/files"));
        error(404, globex.ask("DELETE", "/v1/vector_stores/" + store));
        error(404, globex.send("POST", "/v1/vector_stores/" + store + "/search", new JsonObject().put("query", "a")));
        var own = globex.store();
        var stolen = globex.send("POST", "/v1/vector_stores/" + own + "/files", new JsonObject().put("file_id", file));
        assertThat(error(404, stolen).getString("message")).contains("No such File object");
    }

    @Test
    void everythingIsThereAgainAfterARestart() {
        var store = acme.store();
        var file = acme.upload("one.md", "Jackets may be returned within thirty days.");
        acme.attach(store, file, attributes("region", "eu"));
        acme.delete("/v1/files/" + acme.upload("gone.md", "gone"));
        setting.close();

        setting = FilesSetting.in(folder.resolve("files"));
        acme = setting.acme;

        assertThat(data(acme.get("/v1/files")))
                .extracting(one -> one.getString("id"))
                .containsExactly(file);
        assertThat(data(acme.get("/v1/vector_stores")))
                .extracting(one -> one.getString("id"))
                .containsExactly(store);
        var back = acme.settled("/v1/vector_stores/" + store + "/files/" + file);
        assertThat(back.getJsonObject("attributes").getString("region")).isEqualTo("eu");
        assertThat(acme.found(store, "returned jackets")).containsExactly(file);
    }

    @Test
    void aConfiguredCollectionIsAStoreOfThoseWhoseRoutesAnswerFromIt() throws Exception {
        setting.close();
        var documents = Files.createDirectory(folder.resolve("kb"));
        var unused = Files.writeString(
                documents.resolve("returns.md"), "# Returns\n\nJackets may be returned within thirty days.");
        setting = FilesSetting.in(folder.resolve("files"), """
                knowledge: { handbook: { source: "%s", search: { dense: 0%% } } }
                classify: { embed: off }
                routes: { policy: { to: main, with: handbook }, talk: { to: main } }
                default: policy
                """.formatted(documents));
        acme = setting.acme;

        var told = acme.get("/v1/vector_stores/vs_handbook");
        assertThat(told.getString("name")).isEqualTo("handbook");
        assertThat(told.getJsonObject("file_counts").getInteger("completed")).isEqualTo(1);
        assertThat(data(acme.get("/v1/vector_stores"))).hasSize(1);
        Eventually.within(Duration.ofSeconds(5), () -> assertThat(acme.found("vs_handbook", "returned jackets"))
                .containsExactly("returns.md"));
        error(400, acme.ask("DELETE", "/v1/vector_stores/vs_handbook"));
        error(400, acme.send("POST", "/v1/vector_stores/vs_handbook/files", new JsonObject().put("file_id", "file-a")));
    }

    @Test
    void aConfiguredCollectionShowsACallerOnlyWhatItMayFind(@TempDir Path documents) throws Exception {
        var unused = Files.writeString(documents.resolve("all.md"), "Jackets may be returned within a month.");
        unused = Files.writeString(documents.resolve("sales.md"), """
                ---
                attributes:
                  team: globex
                ---
                Jackets that are returned are sold for half their price.
                """);
        var more = """
                knowledge:
                  handbook: { source: "%s", acl: { team: tenant }, search: { dense: 0%% } }
                classify: { embed: off }
                routes: { rules: { to: main, with: handbook } }
                default: rules
                """.formatted(documents);
        try (var shared = FilesSetting.in(folder.resolve("other"), more)) {
            Eventually.within(
                    Duration.ofSeconds(5), () -> assertThat(shared.globex.found("vs_handbook", "returned jackets"))
                            .containsExactlyInAnyOrder("all.md", "sales.md"));
            assertThat(shared.acme.found("vs_handbook", "returned jackets")).containsExactly("all.md");
        }
    }
}
