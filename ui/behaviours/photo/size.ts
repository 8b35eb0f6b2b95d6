const LONGEST_SIDE = 2560
const QUALITY = 0.86

/** Make a photo small enough to travel on a slow network; a small one is returned as it is. */
export async function shrink(file: File): Promise<File> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
  if (scale === 1 && file.size < 1_500_000) return file
  return draw(picture, file.name, 0, 0, picture.width, picture.height, scale)
}

/** Cut the middle of a photo to a ratio of width to height. */
export async function crop(file: File, ratio: number): Promise<File> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const width = Math.min(picture.width, picture.height * ratio)
  const height = width / ratio
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height))
  return draw(picture, file.name, (picture.width - width) / 2, (picture.height - height) / 2, width, height, scale)
}

async function draw(picture: ImageBitmap, name: string, left: number, top: number, width: number, height: number, scale: number): Promise<File> {
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  canvas.getContext('2d')?.drawImage(picture, left, top, width, height, 0, 0, canvas.width, canvas.height)
  picture.close()
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
  if (!blob) throw new Error('the canvas gave no picture')
  return new File([blob], name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' })
}
