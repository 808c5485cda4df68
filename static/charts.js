/* 图：配置写在 canvas 后面的 JSON 里；颜色写变量名，深色模式自动换。没有 Chart.js 时图不出现，旁边的数据表照样在。 */
(() => {
  const root = document.documentElement;
  if (!window.Chart) {
    root.classList.add("no-charts"); // 没取到 Chart.js：空位收起，看旁边的数据表
    return;
  }
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
  Chart.defaults.devicePixelRatio = Math.max(devicePixelRatio, 2); // 下载的图也清楚

  // 横条图的长名字折成几行
  const fold = (settings) => {
    if (settings.options.indexAxis !== "y") return settings;
    const size = innerWidth > 600 ? /.{1,14}/gu : /.{1,9}/gu;
    const labels = settings.data.labels.map((name) => name.split(/ (?=\d{4}$)/).flatMap((part) => part.match(size) || [part]));
    return { ...settings, data: { ...settings.data, labels } };
  };
  const charts = [...document.querySelectorAll("canvas[data-chart]")].map((canvas) => {
    const settings = fold(JSON.parse(document.getElementById(canvas.dataset.chart).textContent));
    return { canvas, settings, chart: new Chart(canvas, resolve(settings)) };
  });

  // 下载图片：标题、单位、图、来源画在一张纸上，两倍大小
  const SCALE = 2;
  const MARGIN = 24;
  const lines = (g, text, width) => {
    const found = [""];
    for (const c of text) {
      const last = found.length - 1;
      if (found[last] && g.measureText(found[last] + c).width > width) found.push(c);
      else found[last] += c;
    }
    return found;
  };
  const sheet = (canvas) => {
    const { title, unit, source } = canvas.closest(".plot").dataset;
    const width = Math.max(canvas.clientWidth, 480);
    const measure = document.createElement("canvas").getContext("2d");
    const family = css("--font-sans");
    const texts = [
      [title, `700 20px ${family}`, 30, "--ink", true],
      [unit, `14px ${family}`, 24, "--ink-3", true],
      [`来源：${source}`, `13px ${family}`, 20, "--ink-3", false],
      [`部门预算公开查询平台　${location.origin}${location.pathname}`, `13px ${family}`, 20, "--ink-3", false],
    ].flatMap(([text, font, step, colour, above]) => {
      measure.font = font;
      return lines(measure, text, width).map((line) => ({ line, font, step, colour, above }));
    });
    const high = (of) => of.reduce((sum, { step }) => sum + step, 0);
    const above = texts.filter((t) => t.above);
    const below = texts.filter((t) => !t.above);
    const made = document.createElement("canvas");
    made.width = (width + 2 * MARGIN) * SCALE;
    made.height = (canvas.clientHeight + high(texts) + 3 * MARGIN) * SCALE;
    const g = made.getContext("2d");
    g.scale(SCALE, SCALE);
    g.fillStyle = css("--paper");
    g.fillRect(0, 0, made.width, made.height);
    const draw = (of, top) =>
      of.reduce((y, { line, font, step, colour }) => {
        g.font = font;
        write(g, line, MARGIN, y + step / 2, colour, "left");
        return y + step;
      }, top);
    const top = draw(above, MARGIN) + MARGIN / 2;
    g.drawImage(canvas, MARGIN, top, canvas.clientWidth, canvas.clientHeight);
    draw(below, top + canvas.clientHeight + MARGIN / 2);
    return made;
  };
  document.querySelectorAll("[data-png]").forEach((button) =>
    button.addEventListener("click", () => {
      const canvas = document.querySelector(`canvas[data-chart="${button.dataset.png}"]`);
      const name = canvas.closest(".plot").dataset.title;
      sheet(canvas).toBlob((blob) => {
        const link = document.createElement("a");
        link.href = URL.createObjectURL(blob);
        link.download = `${name}.png`;
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      }, "image/png");
    }),
  );
  addEventListener("beforeprint", () => charts.forEach((c) => c.chart.resize()));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    Chart.defaults.color = css("--ink-2");
    charts.forEach((c) => {
      c.chart.destroy();
      c.chart = new Chart(c.canvas, resolve(c.settings));
    });
  });
})();
