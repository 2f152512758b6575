package io.frond.opensearch;

import java.nio.file.Path;
import java.util.List;
import org.codelibs.opensearch.runner.node.OpenSearchRunnerNode;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.knn.plugin.KNNPlugin;
import org.opensearch.painless.PainlessModulePlugin;
import org.opensearch.transport.Netty4ModulePlugin;

/** One node of OpenSearch with its k-NN plug-in, for tests: {@code Launch FOLDER PORT}. */
public final class Launch {
    private Launch() {}

    public static void main(String[] arguments) throws Exception {
        var home = Path.of(arguments[0]);
        var settings = Settings.builder()
                .put("path.home", home)
                .put("path.data", home.resolve("data"))
                .put("path.logs", home.resolve("logs"))
                .put("cluster.name", "frond-tests")
                .put("node.name", "one")
                .put("discovery.type", "single-node")
                .put("network.host", "127.0.0.1")
                .put("http.port", arguments[1])
                .put("transport.port", "0")
                .put("http.type", "netty4")
                .put("transport.type", "netty4")
                .put("node.processors", 1)
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .build();
        var plugins = List.of(
                Netty4ModulePlugin.class, CommonAnalysisModulePlugin.class, PainlessModulePlugin.class, KNNPlugin.class);
        var node = new OpenSearchRunnerNode(new Environment(settings, home.resolve("config")), plugins);
        node.start();
        System.out.println("OpenSearch is ready");
        Thread.currentThread().join();
    }
}
