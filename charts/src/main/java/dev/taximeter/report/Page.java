package dev.taximeter.report;

import dev.taximeter.chart.Picture;
import java.util.List;

/**
 * A report of anything that is no run: what it says, without how it looks.
 *
 * @param title of the whole
 * @param subtitle one line under it
 * @param sections in their order
 */
public record Page(String title, String subtitle, List<Section> sections) {
    public Page {
        sections = List.copyOf(sections);
    }

    /**
     * A part with a heading.
     *
     * @param lines paragraphs before the grids
     * @param grids tables
     * @param pictures after the tables
     */
    public record Section(String heading, List<String> lines, List<Grid> grids, List<Picture> pictures) {
        public Section {
            lines = List.copyOf(lines);
            grids = List.copyOf(grids);
            pictures = List.copyOf(pictures);
        }
    }

    /**
     * A table of words; the first column names the row.
     *
     * @param caption one line
     * @param header of every column
     * @param rows each as long as the header
     */
    public record Grid(String caption, List<String> header, List<List<String>> rows) {
        public Grid {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }
}
