package io.frond.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.NotFoundException;
import com.openai.models.ComparisonFilter;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import com.openai.models.vectorstores.VectorStoreCreateParams;
import com.openai.models.vectorstores.VectorStoreSearchParams;
import com.openai.models.vectorstores.VectorStoreSearchResponse;
import com.openai.models.vectorstores.filebatches.FileBatchCreateParams;
import com.openai.models.vectorstores.filebatches.FileBatchRetrieveParams;
import com.openai.models.vectorstores.filebatches.VectorStoreFileBatch;
import com.openai.models.vectorstores.files.FileDeleteParams;
import com.openai.models.vectorstores.files.FileListParams;
import com.openai.models.vectorstores.files.FileRetrieveParams;
import com.openai.models.vectorstores.files.VectorStoreFile;
import io.frond.FilesSetting;
import io.frond.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users of OpenAI's own clients who change base URL and key only have files and vector stores as at the provider. */
class VectorStoreClientsTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private FilesSetting setting;

    @BeforeEach
    void start() {
        setting = FilesSetting.in(folder.resolve("files"));
    }

    @AfterEach
    void stop() {
        setting.close();
    }

    private OpenAiServer server() {
        return new OpenAiServer() {
            @Override
            public String url() {
                return setting.frond().address() + "/v1";
            }

            @Override
            public String key() {
                return "sk-acme";
            }

            @Override
            public String model() {
                return "main";
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void openAiNodeUploadsPollsAndSearches() throws Exception {
        var seen = new NodeClient(server()).check("vector-stores.mjs");

        assertThat(seen.fieldNames()).containsExactly("openai", "openai-v5");
    }

    @Test
    void openAiJavaUploadsPollsAndSearches() throws IOException {
        var client = OpenAIOkHttpClient.builder()
                .baseUrl(server().url())
                .apiKey(server().key())
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            drive(client);
        } finally {
            client.close();
        }
    }

    private void drive(OpenAIClient client) throws IOException {
        var store = client.vectorStores()
                .create(VectorStoreCreateParams.builder().name("Policies").build())
                .validate();
        var returns = upload(client, "returns.md", "Jackets may be returned within thirty days.");
        var travel = upload(client, "travel.md", "Flights are approved by the head of the department.");
        attach(client, store.id(), returns.id());
        batch(client, store.id(), travel.id());

        assertThat(search(client, store.id(), VectorStoreSearchParams.builder().query("returned jackets")))
                .extracting(VectorStoreSearchResponse::fileId)
                .containsExactly(returns.id());
        var europe = ComparisonFilter.builder()
                .type(ComparisonFilter.Type.EQ)
                .key("region")
                .value("eu")
                .build();
        assertThat(search(
                        client,
                        store.id(),
                        VectorStoreSearchParams.builder()
                                .queryOfStrings(List.of("flights", "jackets"))
                                .filters(europe)))
                .extracting(VectorStoreSearchResponse::fileId)
                .containsExactly(travel.id());
        var listed = client.vectorStores()
                .files()
                .list(FileListParams.builder()
                        .vectorStoreId(store.id())
                        .limit(1L)
                        .build());
        assertThat(listed.autoPager().stream().map(VectorStoreFile::id)).containsExactly(travel.id(), returns.id());

        client.vectorStores()
                .files()
                .delete(
                        returns.id(),
                        FileDeleteParams.builder().vectorStoreId(store.id()).build());
        assertThat(search(client, store.id(), VectorStoreSearchParams.builder().query("returned jackets")))
                .isEmpty();
        assertThat(client.files().delete(returns.id()).deleted()).isTrue();
        assertThatThrownBy(() -> client.files().retrieve(returns.id())).isInstanceOf(NotFoundException.class);
        assertThat(client.vectorStores().delete(store.id()).deleted()).isTrue();
    }

    private FileObject upload(OpenAIClient client, String name, String text) throws IOException {
        var file = Files.writeString(folder.resolve(name), text);
        return client.files()
                .create(FileCreateParams.builder()
                        .file(file)
                        .purpose(FilePurpose.ASSISTANTS)
                        .build())
                .validate();
    }

    private static void attach(OpenAIClient client, String store, String file) {
        var files = client.vectorStores().files();
        files.create(
                        store,
                        com.openai.models.vectorstores.files.FileCreateParams.builder()
                                .fileId(file)
                                .build())
                .validate();
        var one = FileRetrieveParams.builder().vectorStoreId(store).build();
        Eventually.within(
                SOON, () -> assertThat(files.retrieve(file, one).validate().status())
                        .isEqualTo(VectorStoreFile.Status.COMPLETED));
    }

    private static void batch(OpenAIClient client, String store, String file) {
        var batches = client.vectorStores().fileBatches();
        var attributes = FileBatchCreateParams.Attributes.builder()
                .putAdditionalProperty("region", JsonValue.from("eu"))
                .build();
        var made = batches.create(
                        store,
                        FileBatchCreateParams.builder()
                                .fileIds(List.of(file))
                                .attributes(attributes)
                                .build())
                .validate();
        var one = FileBatchRetrieveParams.builder().vectorStoreId(store).build();
        Eventually.within(SOON, () -> assertThat(
                        batches.retrieve(made.id(), one).validate().status())
                .isEqualTo(VectorStoreFileBatch.Status.COMPLETED));
    }

    private static List<VectorStoreSearchResponse> search(
            OpenAIClient client, String store, VectorStoreSearchParams.Builder wish) {
        return client.vectorStores().search(store, wish.build()).autoPager().stream()
                .map(VectorStoreSearchResponse::validate)
                .toList();
    }
}
