package io.frond.sdk;

import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;

/** LangChain4j's two models for chats, with base URL and key only. */
record LangChain4jModels(String url, String key) {

    OpenAiChatModel.OpenAiChatModelBuilder chat(Scene scene) {
        return OpenAiChatModel.builder().baseUrl(url).apiKey(key).modelName(scene.key());
    }

    OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder streaming(Scene scene) {
        return OpenAiStreamingChatModel.builder().baseUrl(url).apiKey(key).modelName(scene.key());
    }
}
