// A page as a picture, drawn here: lines of text on paper, as high as they need. Nothing is sent.
"use strict";
{
  const WIDTH = 720;
  const MARGIN = 48;
  const FONT = '"PingFang SC","HarmonyOS Sans SC",MiSans,"Noto Sans CJK SC","Microsoft YaHei",sans-serif';
  const CLOSING = "，。、；：？！”’）》」』…";

  /** A line in pieces that fit; a closing mark stays with the word before it. */
  const pieces = (pen, line) => {
    const found = [""];
    for (const letter of line) {
      const wider = found[found.length - 1] + letter;
      if (pen.measureText(wider).width > WIDTH - 2 * MARGIN && CLOSING.indexOf(letter) < 0) found.push(letter);
      else found[found.length - 1] = wider;
    }
    return found;
  };
  /** @returns {[number, string]} the size and weight of a line */
  const style = (index, line, before) => {
    if (index === 0) return [44, "700"];
    if (index === 1) return [32, "400"];
    return before === "" && line ? [26, "700"] : [28, "400"];
  };

  /** The pieces of all lines, each with its font and its place, and how high they are together. */
  const laidOut = (pen, lines) => {
    const rows = [];
    let height = MARGIN;
    lines.forEach((line, index) => {
      const [size, weight] = style(index, line, lines[index - 1]);
      pen.font = `${weight} ${size}px ${FONT}`;
      if (!line) height += 20;
      else {
        pieces(pen, line).forEach((piece) => {
          height += size * 1.5;
          rows.push([piece, pen.font, height - size * 0.4]);
        });
      }
    });
    return { rows, height: Math.ceil(height + MARGIN) };
  };

  window.kbPicture = (lines, done) => {
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    const { rows, height } = laidOut(pen, lines);
    canvas.width = WIDTH;
    canvas.height = height;
    pen.fillStyle = "#faf7f0";
    pen.fillRect(0, 0, WIDTH, height);
    pen.fillStyle = "#23221e";
    rows.forEach(([piece, font, y]) => {
      pen.font = font;
      pen.fillText(piece, MARGIN, y);
    });
    const image = document.createElement("img");
    image.className = "picture";
    image.alt = lines.join("\n");
    image.src = canvas.toDataURL("image/png");
    done(image);
  };
}
