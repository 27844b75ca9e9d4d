package dev.taximeter.model;

/** A stretch of a server's own work that some servers time themselves. */
public enum ServerStage {
    /** In front of the model: authentication, routing, filters. */
    ADMISSION,
    /** Waiting for a free place. */
    QUEUE,
    /** Loading the model. */
    LOAD,
    /** Reading the prompt. */
    PREFILL,
    /** From the server's receipt of the request to its headers. */
    HEADERS,
    /** From the server's receipt of the request to its first token. */
    FIRST_TOKEN,
    /** Writing the answer. */
    DECODE,
    /** The model of a server that does not generate: encoding and classifying. */
    INFERENCE
}
