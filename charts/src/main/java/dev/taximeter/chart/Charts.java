package dev.taximeter.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** XChart, bare: only the data between two axes that we draw ourselves. */
final class Charts {
    private Charts() {}

    /** An empty chart whose plot fills it. */
    static XYChart between(Axis x, Axis y) {
        XYChart chart = new XYChart(Figure.Format.WIDE.width, Figure.Format.WIDE.height);
        AxesChartStyler styler = chart.getStyler();
        styler.setXAxisMin(x.min());
        styler.setXAxisMax(x.max());
        styler.setYAxisMin(y.min());
        styler.setYAxisMax(y.max());
        styler.setXAxisTicksVisible(false);
        styler.setYAxisTicksVisible(false);
        styler.setAxisTitlesVisible(false);
        styler.setPlotGridLinesVisible(false);
        styler.setPlotMargin(0);
        styler.setPlotContentSize(1);
        styler.setPlotBorderVisible(false);
        styler.setPlotBackgroundColor(Palette.NONE);
        styler.setChartBackgroundColor(Palette.NONE);
        styler.setChartTitleVisible(false);
        styler.setLegendVisible(false);
        styler.setChartPadding(0);
        return chart;
    }

    /** A line through the points. */
    static void line(XYChart chart, String name, double[] x, double[] y, Color colour, BasicStroke stroke) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(colour);
        series.setLineStyle(stroke);
        series.setLineWidth(stroke.getLineWidth());
    }

    /** A filled outline through the points. */
    static void area(XYChart chart, String name, double[] x, double[] y, Color line, Color fill) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(line);
        series.setLineStyle(solid(1.6f));
        series.setLineWidth(1.6f);
        series.setFillColor(fill);
    }

    /** A mark at each point. */
    static void marks(XYChart chart, String name, double[] x, double[] y, Color colour, Marker marker) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        series.setMarker(marker);
        series.setMarkerColor(colour);
    }

    static BasicStroke solid(float width) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    }

    static BasicStroke dashed(float width) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {3, 3}, 0);
    }
}
