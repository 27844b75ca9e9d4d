package dev.taximeter.nlu;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Where an encoder's two files are: its network (ONNX) and its tokenizer (Hugging Face's {@code tokenizer.json}).
 *
 * @param name of the encoder, for reports
 * @param network the ONNX file
 * @param tokenizer the JSON file
 */
@SuppressWarnings("ArrayRecordComponent") // not compared
record EncoderSource(String name, byte[] network, byte[] tokenizer) {
    private static final String NETWORK = ".onnx";
    private static final String TOKENIZER = "tokenizer.json";

    /**
     * Finds an encoder.
     *
     * @param encoder the name of the one that is built in, or the path of a folder or a jar that holds one {@code *.onnx}
     *     and one {@code *tokenizer.json} at its root, or of an {@code .onnx} file with {@code tokenizer.json} beside it
     * @throws IOException with a sentence for the user when it is not there
     */
    static EncoderSource find(String encoder) throws IOException {
        if (encoder.equals(Encoder.ALL_MINILM_L6_V2_Q)) {
            return new EncoderSource(encoder, resource(encoder + NETWORK), resource(encoder + "-" + TOKENIZER));
        }
        Path path = Path.of(encoder);
        if (Files.isDirectory(path)) {
            return inFolder(path);
        }
        if (!Files.isRegularFile(path)) {
            throw new FileNotFoundException("there is no encoder '" + encoder + "': neither "
                    + Encoder.ALL_MINILM_L6_V2_Q + ", which is built in, nor a folder, a .jar or an .onnx file");
        }
        return encoder.endsWith(NETWORK) ? besideOneAnother(path) : inJar(path);
    }

    private static EncoderSource inFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.sorted().toList();
            Path network = only(all, NETWORK, folder);
            Path tokenizer = only(all, TOKENIZER, folder);
            return new EncoderSource(stem(network), Files.readAllBytes(network), Files.readAllBytes(tokenizer));
        }
    }

    private static EncoderSource besideOneAnother(Path network) throws IOException {
        Path tokenizer = network.resolveSibling(TOKENIZER);
        Path named = network.resolveSibling(stem(network) + "-" + TOKENIZER);
        Path there = Files.exists(named) ? named : tokenizer;
        if (!Files.isRegularFile(there)) {
            throw new FileNotFoundException("there is no " + TOKENIZER + " beside " + network);
        }
        return new EncoderSource(stem(network), Files.readAllBytes(network), Files.readAllBytes(there));
    }

    private static EncoderSource inJar(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<Path> root = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> !name.contains("/"))
                    .sorted()
                    .map(Path::of)
                    .toList();
            Path network = only(root, NETWORK, jar);
            return new EncoderSource(stem(network), bytes(zip, network), bytes(zip, only(root, TOKENIZER, jar)));
        }
    }

    private static byte[] bytes(ZipFile zip, Path entry) throws IOException {
        try (InputStream in = zip.getInputStream(zip.getEntry(entry.toString()))) {
            return in.readAllBytes();
        }
    }

    private static Path only(List<Path> files, String ending, Path where) throws IOException {
        List<Path> fitting =
                files.stream().filter(file -> file.toString().endsWith(ending)).toList();
        if (fitting.size() != 1) {
            throw new FileNotFoundException(
                    "%s has %d files that end in %s; an encoder has one".formatted(where, fitting.size(), ending));
        }
        return fitting.getFirst();
    }

    private static String stem(Path network) {
        String file = String.valueOf(network.getFileName());
        return file.substring(0, file.length() - NETWORK.length());
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = EncoderSource.class.getResourceAsStream("/" + name)) {
            if (stream == null) {
                throw new FileNotFoundException("the class path has no " + name + " at its root");
            }
            return stream.readAllBytes();
        }
    }
}
