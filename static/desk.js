/* 工作台：逐个上传、拖放、进度。没有脚本时表单照样能用，进度页自己刷新。 */
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  // 进度：隔一会儿取一次列表，读完就停
  const live = one("[data-live]");
  const refresh = async () => {
    try {
      const answer = await fetch(live.dataset.live, { headers: { "X-Requested-With": "fetch" } });
      if (answer.redirected) return window.location.reload(); // 登录过期
      if (answer.ok && !live.contains(document.activeElement)) live.innerHTML = await answer.text();
    } catch {
      /* 断网就等下一次 */
    }
    if (one('[data-working="yes"]', live)) setTimeout(refresh, 1500);
    else window.location.reload(); // 读完了，接着办下一步
  };
  if (live && one('[data-working="yes"]', live)) setTimeout(refresh, 1000);

  // 复核：光标或焦点所在的一行，在页面图上框出来
  const view = one("[data-page-view]");
  if (view) {
    const picture = one("img", view);
    const mark = one("mark", view);
    const number = one("[data-page-number]");
    const SCALE = 72 / 150; // 页面图每英寸 150 点，行的位置以 72 分之一英寸计
    let box = null;
    const draw = () => {
      if (!box || !picture.naturalWidth) return;
      const [x0, top, x1, bottom] = box;
      const width = picture.naturalWidth * SCALE;
      const height = picture.naturalHeight * SCALE;
      mark.style.left = `${(100 * x0) / width}%`;
      mark.style.width = `${(100 * (x1 - x0)) / width}%`;
      mark.style.top = `${(100 * top) / height}%`;
      mark.style.height = `${(100 * (bottom - top)) / height}%`;
      mark.hidden = false;
      view.scrollTop = mark.offsetTop - view.clientHeight / 2;
    };
    // 放大镜：所在的一行放大一倍，跟着光标左右移动
    const lens = one("[data-lens]");
    const big = one("img", lens);
    const enlarge = (share) => {
      lens.hidden = !box;
      if (!box || !picture.naturalWidth) return;
      const wide = 2 * picture.clientWidth;
      const scale = wide / (picture.naturalWidth * SCALE);
      if (big.src !== picture.src) big.src = picture.src;
      big.style.width = `${wide}px`;
      big.style.transform = `translateY(${8 - box[1] * scale}px)`;
      lens.style.height = `${Math.min(16 + (box[3] - box[1]) * scale, 220)}px`;
      if (share !== undefined) lens.scrollLeft = share * (wide - lens.clientWidth);
    };
    picture.addEventListener("load", () => {
      draw();
      enlarge();
    });
    const show = (row) => {
      const { page, box: edges } = row.dataset;
      if (!page) return;
      box = edges ? edges.split(",").map(Number) : null;
      mark.hidden = true;
      const plain = view.dataset.pageView.replace("/0.png", `/${page}.png`);
      if (picture.dataset.shown !== page) {
        picture.dataset.shown = page;
        picture.src = plain;
        picture.alt = `第${page}页`;
        number.textContent = page;
      } else {
        draw();
        enlarge();
      }
    };
    const rows = document.querySelectorAll("tr[data-page]");
    rows.forEach((row) => {
      const across = (x) => {
        const { left, width } = row.getBoundingClientRect();
        enlarge(Math.min(Math.max((x - left) / width, 0), 1));
      };
      row.addEventListener("mouseenter", () => show(row));
      row.addEventListener("mousemove", (e) => across(e.clientX));
      row.addEventListener("focusin", (e) => {
        show(row);
        const cell = e.target.getBoundingClientRect();
        across((cell.left + cell.right) / 2);
      });
    });
    const present = one("tr.at[data-page]");
    if (present) {
      show(present);
      const cell = one("[aria-current]", present);
      if (cell) {
        const [inside, whole] = [cell, present].map((part) => part.getBoundingClientRect());
        const share = ((inside.left + inside.right) / 2 - whole.left) / whole.width;
        const centre = () => enlarge(share);
        if (picture.complete) centre();
        else picture.addEventListener("load", centre, { once: true });
      }
      const frame = present.closest(".frame");
      frame.scrollTop = present.offsetTop - frame.clientHeight / 2;
    }
  }
  const value = one("#value");
  if (value) {
    value.focus({ preventScroll: true });
    if (value.matches("input, textarea")) value.select(); // 下拉框没有可选中的文字
  }
  // 键盘：N 下一处，P 上一处（正在填字时不算）
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const typing = e.target.matches("input, select, textarea");
    if (typing && e.key === "Escape") e.target.blur();
    if (typing) return;
    const link = one(`a[data-key="${CSS.escape(e.key.toLowerCase())}"]`);
    if (link) link.click();
  });

  // 上传：一次送一个文件，各有各的进度；坏的不耽误好的
  const form = one("form[data-upload]");
  if (!form) return;
  const list = one("[data-sending]", form);
  const largest = Number(form.dataset.largest);
  const send = (file, name, batch, progress) =>
    new Promise((resolve) => {
      const data = new FormData(form);
      data.delete("file");
      data.append("file", file, name);
      if (batch) data.append("batch", batch);
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("Accept", "application/json");
      request.responseType = "json";
      request.upload.addEventListener("progress", (e) => e.lengthComputable && progress(e.loaded / e.total));
      request.addEventListener("load", () =>
        resolve(request.response || { errors: [`服务器没有收下（${request.status}）。`] }),
      );
      request.addEventListener("error", () => resolve({ errors: ["网络断了，没有传完。"] }));
      request.send(data);
    });
  const row = (name) => {
    const item = element("li");
    const state = element("span", "等待上传", "marks m-no");
    const said = element("span", "", "dim");
    const bar = element("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", `${name} 上传进度`);
    said.append(bar);
    item.append(element("b", name), state, said);
    list.append(item);
    return { state, said, bar };
  };
  let sending = false;
  const sendAll = async (files) => {
    if (sending || !files.length) return;
    sending = true;
    form.querySelectorAll("button, input[type=file]").forEach((control) => (control.disabled = true));
    const rows = files.map(({ name }) => row(name));
    let batch = null;
    let url = null;
    let failed = 0;
    for (const [at, { file, name }] of files.entries()) {
      const { state, said, bar } = rows[at];
      state.textContent = "正在上传";
      const answer =
        file.size > largest
          ? { errors: [`文件太大，上限是 ${Math.floor(largest / 1048576)} MB。`] }
          : await send(file, name, batch, (share) => (bar.value = share));
      if (answer.errors) {
        failed += 1;
        state.textContent = "没有收下";
        state.className = "marks m-bad";
        said.textContent = answer.errors.join("");
      } else {
        ({ batch, url } = answer);
        bar.value = 1;
        state.textContent = "已传到";
        state.className = "marks m-ok";
      }
    }
    if (url && !failed) {
      window.location = url;
      return;
    }
    form.querySelectorAll("button, input[type=file]").forEach((control) => (control.disabled = false));
    sending = false;
    if (url) {
      const on = element("a", "看已收下的文件", "btn main");
      on.href = url;
      list.after(on);
    }
  };

  form.addEventListener("submit", (e) => {
    const picked = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
    if (!picked.length) return; // 让服务器说缺什么
    e.preventDefault();
    sendAll(picked.filter((file) => !file.name.startsWith(".")).map((file) => ({ file, name: file.name })));
  });

  // 拖放：文件和文件夹都行
  const drop = one("[data-drop]", form);
  const inside = (entry) =>
    new Promise((resolve) => {
      if (entry.isFile) return entry.file((file) => resolve([{ file, name: file.name }]), () => resolve([]));
      const reader = entry.createReader();
      const found = [];
      const more = () =>
        reader.readEntries(
          async (entries) => {
            if (!entries.length) return resolve((await Promise.all(found.map(inside))).flat());
            found.push(...entries);
            more();
          },
          () => resolve([]),
        );
      more();
    });
  ["dragenter", "dragover"].forEach((name) =>
    drop.addEventListener(name, (e) => {
      e.preventDefault();
      drop.classList.add("over");
    }),
  );
  ["dragleave", "drop"].forEach((name) => drop.addEventListener(name, () => drop.classList.remove("over")));
  drop.addEventListener("drop", async (e) => {
    e.preventDefault();
    const entries = [...e.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    const files = (await Promise.all(entries.map(inside))).flat();
    sendAll(files.filter(({ name }) => !name.startsWith(".")));
  });
})();
