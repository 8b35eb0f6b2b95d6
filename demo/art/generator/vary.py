"""Listing pictures from the renders: other frames, mirrored, closer, and other colours of glaze or cloth.

    python vary.py                 # every picture that ../../market/listings names and that is missing
    python vary.py --again         # all of them again
    python vary.py NAME...         # only these, e.g. kintsugi-bowl-sea-1--near.webp

A name says how it is made: RENDER--FRAME.webp or RENDER--FRAME-DEGREES.webp. RENDER is a file of
../pictures without its ending, FRAME one of FRAMES below, DEGREES turns the hue of what is neither
wood, gold nor grey. The same name always gives the same picture: 640 × 800, WebP.
"""
import glob
import json
import os
import sys

import numpy as np
from PIL import Image, ImageFilter, ImageOps

HERE = os.path.dirname(os.path.abspath(__file__))
PICTURES = os.path.join(os.path.dirname(HERE), 'pictures')
LISTINGS = os.path.join(os.path.dirname(os.path.dirname(HERE)), 'market', 'listings')
SIZE = (640, 800)
# mirror, zoom, centre of the frame (0..1)
FRAMES = {
    'full': (False, 1.0, .5, .5),
    'near': (True, 1.24, .5, .53),
    'left': (False, 1.5, .42, .52),
    'right': (True, 1.62, .44, .5),
    'high': (False, 1.36, .52, .46),
    'turned': (True, 1.0, .5, .5),
    'low': (False, 1.3, .54, .58),
    'deep': (True, 1.85, .52, .54),
    'wide': (True, 1.1, .46, .51),
}


def portrait(im):
    """4:5 from a square: a little off both sides, a little mirrored table and wall above and below."""
    w, h = im.size
    if w * 5 == h * 4:
        return im
    side = w // 20
    im = im.crop((side, 0, w - side, h))
    w = im.width
    add = (w * 5 // 4 - h) // 2
    tall = Image.new('RGB', (w, h + 2 * add))
    tall.paste(ImageOps.flip(im.crop((0, 0, w, add))).filter(ImageFilter.GaussianBlur(3)), (0, 0))
    tall.paste(ImageOps.flip(im.crop((0, h - add, w, h))).filter(ImageFilter.GaussianBlur(2)), (0, h + add))
    tall.paste(im, (0, add))
    return tall


def turned(im, degrees):
    """Turn hues; wood and gold (10° to 46°) and greys stay, with soft borders between."""
    hsv = np.asarray(im.convert('HSV'), np.float32)
    hue = hsv[..., 0] * 360 / 255
    away = np.minimum(np.abs(hue - 28), 360 - np.abs(hue - 28))
    mask = np.clip((away - 16) / 8, 0, 1) * np.clip((hsv[..., 1] - 22) / 34, 0, 1)
    mask = np.asarray(Image.fromarray((mask * 255).astype('uint8')).filter(ImageFilter.MedianFilter(3)).filter(ImageFilter.GaussianBlur(.8)), np.float32)[..., None] / 255
    hsv[..., 0] = (hsv[..., 0] + degrees * 255 / 360) % 255
    hsv[..., 1] *= .92
    other = np.asarray(Image.fromarray(hsv.astype('uint8'), 'HSV').convert('RGB'), np.float32)
    base = np.asarray(im, np.float32)
    # keep the light: the eye sees the same cloth in another dye
    luma = base @ np.array([.3, .59, .11], np.float32)
    now = other @ np.array([.3, .59, .11], np.float32)
    other = np.clip(other * np.clip(luma / np.maximum(now, 1), .55, 1.6)[..., None], 0, 255)
    return Image.fromarray((base + (other - base) * mask).astype('uint8'))


def make(name, out=PICTURES):
    render, how = name[:-len('.webp')].split('--')
    frame, _, degrees = how.partition('-')
    mirror, zoom, cx, cy = FRAMES[frame]
    im = portrait(Image.open(os.path.join(PICTURES, render + '.webp')).convert('RGB'))
    if degrees:
        im = turned(im, int(degrees))
    if mirror:
        im = ImageOps.mirror(im)
    w, h = im.width / zoom, im.height / zoom
    x = min(max(im.width * cx - w / 2, 0), im.width - w)
    y = min(max(im.height * cy - h / 2, 0), im.height - h)
    im = im.resize(SIZE, Image.LANCZOS, (x, y, x + w, y + h)).filter(ImageFilter.UnsharpMask(1.6, 55 if zoom > 1.1 else 40, 2))
    quality = 78
    while True:
        im.save(os.path.join(out, name), quality=quality, method=4)
        if os.path.getsize(os.path.join(out, name)) < 62000 or quality < 55:
            return
        quality -= 7


def wanted():
    names = []
    for path in sorted(glob.glob(os.path.join(LISTINGS, '*.json'))):
        with open(path, encoding='utf-8') as f:
            names += [p for row in json.load(f) for p in row['pictures'] if '--' in p]
    return names


def main():
    given = [a for a in sys.argv[1:] if not a.startswith('-')]
    done = 0
    for name in given or wanted():
        if given or '--again' in sys.argv or not os.path.exists(os.path.join(PICTURES, name)):
            make(name)
            done += 1
    print(done, 'pictures')


if __name__ == '__main__':
    main()
