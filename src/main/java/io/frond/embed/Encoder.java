package io.frond.embed;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;

/** A transformer in ONNX form: tokens to vectors. */
final class Encoder implements AutoCloseable {
    private final OrtEnvironment runtime;
    private final OrtSession session;
    private final int dimensions;

    private Encoder(OrtEnvironment runtime, OrtSession session, int dimensions) {
        this.runtime = runtime;
        this.session = session;
        this.dimensions = dimensions;
    }

    static Encoder of(byte[] model, int dimensions) throws OrtException {
        var runtime = OrtEnvironment.getEnvironment();
        try (SessionOptions options = modest()) {
            return new Encoder(runtime, runtime.createSession(model, options), dimensions);
        }
    }

    /** One thread per text: the caller's pool decides how many cores are used, and none of them spins idle. */
    private static SessionOptions modest() throws OrtException {
        var options = new SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        options.addConfigEntry("session.inter_op.allow_spinning", "0");
        return options;
    }

    /** One vector per token, token after token. */
    float[] outputs(long[] tokens) throws OrtException {
        long[] ones = new long[tokens.length];
        Arrays.fill(ones, 1);
        try (OnnxTensor ids = tensor(tokens);
                OnnxTensor mask = tensor(ones);
                OnnxTensor types = tensor(new long[tokens.length]);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
            float[] outputs = new float[tokens.length * dimensions];
            ((OnnxTensor) result.get(0)).getFloatBuffer().get(outputs);
            return outputs;
        }
    }

    private OnnxTensor tensor(long[] values) throws OrtException {
        return OnnxTensor.createTensor(runtime, LongBuffer.wrap(values), new long[] {1, values.length});
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the model could not be closed", e);
        }
    }
}
