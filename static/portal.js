/* 单位切换、级别切换、术语说明、复制。没有脚本时页面照样能读：数字按万元排好，其余部件不出现。 */
(() => {
  const all = (selector) => document.querySelectorAll(selector);
  const press = (buttons, on) => buttons.forEach((b) => b.setAttribute("aria-pressed", String(on(b))));

  // 元 / 万元 / 亿元：只移小数点，不做浮点运算，所以不会有误差
  const UNITS = { 元: [0, 2], 万元: [4, 2], 亿元: [8, 4] };
  const inUnit = (yuan, unit) => {
    const [shift, places] = UNITS[unit];
    const negative = yuan.startsWith("-");
    const [whole, decimals = ""] = yuan.replace("-", "").split(".");
    const digits = whole.padStart(shift + 1, "0");
    const cut = digits.length - shift;
    const left = digits.slice(0, cut).replace(/\B(?=(\d{3})+$)/g, ",");
    const right = (digits.slice(cut) + decimals).replace(/0+$/, "").padEnd(places, "0");
    return `${negative ? "−" : ""}${left}.${right}`;
  };
  const show = (unit) => {
    all("data.amt").forEach((el) => {
      el.textContent = inUnit(el.value, unit);
    });
    all("[data-unit]").forEach((el) => {
      el.textContent = unit;
    });
    press(all("[data-set-unit]"), (b) => b.dataset.setUnit === unit);
  };
  const remembered = () => {
    try {
      return localStorage.getItem("unit");
    } catch {
      return null;
    }
  };
  all("[data-set-unit]").forEach((b) =>
    b.addEventListener("click", () => {
      show(b.dataset.setUnit);
      try {
        localStorage.setItem("unit", b.dataset.setUnit);
      } catch {
        /* 存不下就只管这一页 */
      }
    }),
  );
  const unit = remembered();
  if (unit in UNITS && unit !== "万元" && all("[data-set-unit]").length) show(unit);

  // 表格看到哪一级
  all("[data-set-level]").forEach((b) =>
    b.addEventListener("click", () => {
      const most = Number(b.dataset.setLevel);
      all(`#${b.dataset.table} tr[data-level]`).forEach((row) => {
        row.hidden = Number(row.dataset.level) > most;
      });
      press(all(`[data-table="${b.dataset.table}"]`), (other) => other === b);
    }),
  );

  // 术语说明：按一下打开，再按、点别处或 Esc 关闭
  const closeTerms = (except) =>
    all('button.term[aria-expanded="true"]').forEach((t) => t !== except && t.setAttribute("aria-expanded", "false"));
  all("button.term").forEach((t) =>
    t.addEventListener("click", () => {
      closeTerms(t);
      t.setAttribute("aria-expanded", String(t.getAttribute("aria-expanded") !== "true"));
    }),
  );
  document.addEventListener("click", (e) => e.target.closest("button.term") || closeTerms());
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    closeTerms();
    if (document.activeElement && document.activeElement.matches("button.term")) document.activeElement.blur();
  });

  all("[data-copy]").forEach((b) =>
    b.addEventListener("click", async () => {
      const input = document.getElementById(b.dataset.copy);
      input.select();
      try {
        await navigator.clipboard.writeText(input.value);
        b.textContent = "已复制";
      } catch {
        b.textContent = "已选中，请按 Ctrl+C";
      }
    }),
  );

  // 横着滑的条，先滑到当前这一项
  all(".toc13 [aria-current]").forEach((a) => {
    a.parentElement.scrollLeft = a.offsetLeft - a.parentElement.offsetLeft - 24;
  });

  all("[data-print]").forEach((b) => b.addEventListener("click", () => window.print()));
})();
