// A file input marked data-shrink sends photos of at most 1600 px and about 200 KB. Without script the whole photo goes.
const EDGE = 1600;
const BYTES = 200 * 1024;

async function shrink(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  for (const quality of [0.82, 0.7, 0.55, 0.4]) {
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));
    if (blob && (blob.size <= BYTES || quality === 0.4)) {
      return new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" });
    }
  }
  return file;
}

export function shrinkPhotos() {
  for (const input of document.querySelectorAll("input[type=file][data-shrink]")) {
    input.addEventListener("change", async () => {
      const files = new DataTransfer();
      for (const file of input.files) {
        const large = file.type.startsWith("image/") && file.size > BYTES;
        files.items.add(large ? await shrink(file).catch(() => file) : file);
      }
      input.files = files.files;
    });
  }
}
