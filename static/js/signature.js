// A signature drawn with a finger, sent as a picture in a hidden field. Without this file the ticked box stands for it.
const PAPER = "#fff";
const INK = "#16202e";

function begin(pad) {
  const canvas = pad.querySelector("canvas");
  const field = pad.querySelector("input[type=hidden]");
  const pen = canvas.getContext("2d");
  let isDrawing = false;

  function clear() {
    pen.fillStyle = PAPER;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    field.value = "";
  }

  function at(event) {
    const box = canvas.getBoundingClientRect();
    return [
      ((event.clientX - box.left) * canvas.width) / box.width,
      ((event.clientY - box.top) * canvas.height) / box.height,
    ];
  }

  canvas.addEventListener("pointerdown", (event) => {
    isDrawing = true;
    canvas.setPointerCapture(event.pointerId);
    pen.strokeStyle = INK;
    pen.lineWidth = 4;
    pen.lineCap = pen.lineJoin = "round";
    pen.beginPath();
    pen.moveTo(...at(event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!isDrawing) return;
    pen.lineTo(...at(event));
    pen.stroke();
  });
  for (const end of ["pointerup", "pointercancel"])
    canvas.addEventListener(end, () => {
      if (isDrawing) field.value = canvas.toDataURL("image/png");
      isDrawing = false;
    });
  pad.querySelector("button").addEventListener("click", clear);
  clear();
  pad.hidden = false;
}

for (const pad of document.querySelectorAll("[data-signature]")) begin(pad);
