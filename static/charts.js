/* 图：配置写在 canvas 后面的 JSON 里；颜色写变量名，深色模式自动换。没有 Chart.js 时图不出现，旁边的数据表照样在。 */
(() => {
  if (!window.Chart) return;
  const root = document.documentElement;
  const css = (name) => getComputedStyle(root).getPropertyValue(name).trim();

  const hatch = (colour) => {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 8;
    const g = tile.getContext("2d");
    g.strokeStyle = colour;
    g.lineWidth = 2;
    g.beginPath();
    for (const [x0, y0, x1, y1] of [
      [-2, 10, 10, -2],
      [-2, 2, 2, -2],
      [6, 10, 10, 6],
    ]) {
      g.moveTo(x0, y0);
      g.lineTo(x1, y1);
    }
    g.stroke();
    return g.createPattern(tile, "repeat");
  };

  const resolve = (value) => {
    if (Array.isArray(value)) return value.map(resolve);
    if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, resolve(v)]));
    if (typeof value !== "string") return value;
    if (value.startsWith("hatch --")) return hatch(css(value.slice(6)));
    return value.startsWith("--") ? css(value) : value;
  };

  const write = (g, text, x, y, colour, align, baseline = "middle") => {
    g.fillStyle = css(colour);
    g.textAlign = align;
    g.textBaseline = baseline;
    g.fillText(text, x, y);
  };

  // 数字直接写在条上或条边
  const label = (chart, o, set, el, i) => {
    const g = chart.ctx;
    const value = set.data[i];
    const text = set.texts[i];
    if (!text) return;
    const lying = chart.options.indexAxis === "y";
    if (o.on === "inside") {
      const atEnd = set.textAt === "end";
      write(g, text, atEnd ? el.x - 8 : el.base + 8, el.y + 1, "--paper", atEnd ? "right" : "left");
    } else if (value === null) {
      const a = chart.chartArea;
      if (lying) write(g, text, a.left + 30, el.y, "--ink-3", "center");
      else if (chart.scales.x.width / set.data.length > 60) write(g, text, el.x, a.bottom - 30, "--ink-3", "center");
      else [...text].forEach((c, k) => write(g, c, el.x, a.bottom - 46 + k * 16, "--ink-3", "center"));
    } else if (lying) write(g, text, el.x + 6, el.y + 1, "--ink", "left");
    else write(g, text, el.x, el.y - 4, "--ink", "center", "bottom");
  };

  const direct = {
    id: "direct",
    afterDatasetsDraw(chart, _, o) {
      if (!o || !o.on) return;
      const g = chart.ctx;
      g.save();
      g.font = `${o.bold ? 700 : 400} ${o.size || 13}px ${css("--font-sans")}`;
      chart.data.datasets.forEach((set, s) => chart.getDatasetMeta(s).data.forEach((el, i) => label(chart, o, set, el, i)));
      if (o.line !== undefined) {
        const x = chart.scales.x.getPixelForValue(o.line);
        const a = chart.chartArea;
        g.strokeStyle = css("--ink");
        g.setLineDash([3, 3]);
        g.beginPath();
        g.moveTo(x, a.top - 2);
        g.lineTo(x, a.bottom);
        g.stroke();
        g.font = `12px ${css("--font-sans")}`;
        write(g, o.lineText, x, a.top - 8, "--ink", "center", "alphabetic");
      }
      g.restore();
    },
  };

  Chart.register(direct);
  Chart.defaults.font.family = css("--font-sans");
  Chart.defaults.font.size = 13;
  Chart.defaults.color = css("--ink-2");
  Chart.defaults.animation = false;

  // 窄屏上横条图的长名字折成几行
  const fold = (settings) => {
    if (settings.options.indexAxis !== "y" || innerWidth > 600) return settings;
    const labels = settings.data.labels.map((name) => name.match(/.{1,8}/gu) || [name]);
    return { ...settings, data: { ...settings.data, labels } };
  };
  const charts = [...document.querySelectorAll("canvas[data-chart]")].map((canvas) => {
    const plot = canvas.closest(".plot");
    plot.style.setProperty("--h", `${plot.dataset.height}px`);
    plot.dataset.live = "";
    const settings = fold(JSON.parse(document.getElementById(canvas.dataset.chart).textContent));
    return { canvas, settings, chart: new Chart(canvas, resolve(settings)) };
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    Chart.defaults.color = css("--ink-2");
    charts.forEach((c) => {
      c.chart.destroy();
      c.chart = new Chart(c.canvas, resolve(c.settings));
    });
  });
})();
