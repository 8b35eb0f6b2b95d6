"""More pieces on the same builders: other glazes, dyes and leathers; loaded after the families it varies."""
import math

import numpy as np

import drawing
import studio
from ceramics import GLAZES, glaze, hand, pot
from leather import TANS
from registry import PIECES, piece, place
from studio import Mat, grid, lathe, place as put, spline, tube, wood
from textiles import TOP, folded, fringe, printed

GLAZES.update({
    'cobalt': [(.2, '#0b1238'), (.45, '#14236b'), (.65, '#27469c'), (.85, '#5e7fc0'), (.97, '#6b4a32')],
    'moss': [(.2, '#1d2414'), (.4, '#3c4a22'), (.62, '#66733a'), (.82, '#8f9558'), (.97, '#5f4427')],
    'plum': [(.2, '#220a14'), (.42, '#4b1426'), (.62, '#7a2338'), (.82, '#a4545c'), (.97, '#59301f')],
    'honey': [(.2, '#4a2608'), (.45, '#8a5212'), (.65, '#b97c24'), (.85, '#d9a850'), (.97, '#6e3f16')],
    'oribe': [(.2, '#0f2a1c'), (.42, '#1e5236'), (.6, '#3f7f57'), (.78, '#c9bd9a'), (.97, '#7d5f3d')],
    'rose': [(.2, '#8d5a4e'), (.45, '#c48f80'), (.65, '#ddb3a4'), (.85, '#ecd0c3'), (.97, '#a06a50')],
    'slate': [(.2, '#23282c'), (.45, '#3e474d'), (.65, '#647078'), (.85, '#939c9f'), (.97, '#5c4a3c')],
})
TANS.update({'navy': ('#2a3555', '#0f1528'), 'natural': ('#cfa578', '#9a6f45'), 'plum': ('#54283a', '#260f1a'), 'coffee': ('#4a2e1e', '#1f120b')})

LINEN = lambda c='#a79c88', w='#b3a893': dict(kind='linen', colour=c, wall=w)
WOOD = lambda w='#b9ab96': dict(kind='wood', wall=w)
SLATE = lambda w='#6f675c': dict(kind='slate', wall=w)
PAPER = lambda c='#c9bdab': dict(kind='paper', colour=c)
STRAW = lambda w='#a89f8e': dict(kind='straw', wall=w)
CN, JP, IN, ID = 'China', 'Japan', 'India', 'Indonesia'
YINCHUAN = place(CN, 'Ningxia', 'Yinchuan')


def like(name, base, en, zh, stage=None, view=None, light=None, **params):
    """A sister of a registered piece: the same builder with some parameters changed."""
    b = PIECES[base]
    piece(name, b['family'], en, zh, b['place'], b['price_cny'], b['kind'], (), b['materials'], b['technique'],
          stage or b['stage'], light or b['light'], dict(b['view'], **(view or {})), b['view2'], b['unit'], False,
          b['exposure'], **dict(b['params'], **params))(b['builder'])


# ---------------------------------------------------------------- kintsugi and tea bowls

for k, (glz, en, zh, stage, turn) in enumerate([
        ('cobalt', 'cobalt', '钴蓝', WOOD(), 110), ('moss', 'moss', '苔绿', STRAW(), 200), ('plum', 'plum', '梅紫', LINEN('#b0a491'), 35),
        ('persimmon', 'persimmon', '柿釉', SLATE(), 250), ('celadon', 'celadon', '青釉', LINEN('#8f8577'), 300), ('oribe', 'Oribe', '织部', STRAW(), 140),
        ('rose', 'rose', '樱色', PAPER('#b9a79a'), 80), ('honey', 'honey', '蜜釉', WOOD('#a99d88'), 330), ('slate', 'slate grey', '鼠灰', LINEN('#bdb29f'), 15)]):
    like('kintsugi-bowl-' + glz, 'kintsugi-bowl-sea', 'Kintsugi bowl, %s glaze' % en, '金缮碗·%s' % zh, stage,
         dict(el=22 + 3 * (k % 4)), {}, kind_=glz, turn=turn, seed=k + 6)


def chawan(kind_, seed=0, crack=.4):
    prof = [(0, .07), (.36, .07), (.4, 0), (.4, 0), (.48, 0), (.5, .1), (.8, .16), (.97, .35), (1.0, .75), (.98, 1.1), (1.0, 1.3), (.97, 1.35), (.92, 1.3), (.9, 1.0), (.9, .5), (.7, .25), (0, .2)]
    lathe('bowl', prof, glaze('tea bowl', kind_, 1.3, .26, cracks=crack, seed=seed), 200, 200,
          lambda a, z: 1 + .03 * math.sin(2 * a + 2 * z + seed) * min(1, z) + .018 * math.sin(5 * a - 3 * z) + .008 * math.sin(13 * a + 9 * z))


for k, (glz, en, zh, stage) in enumerate([('oribe', 'Oribe green', '织部', WOOD()), ('night', 'black', '黑乐', LINEN('#9a907f')), ('persimmon', 'persimmon', '柿', STRAW()),
                                          ('moss', 'ash green', '灰绿', SLATE()), ('rose', 'cherry', '樱', LINEN('#8f9894'))]):
    piece('tea-bowl-' + glz, 'ceramics', 'Tea bowl, %s' % en, '茶碗·%s' % zh, place(JP, 'Tochigi', 'Mashiko'), 480, 'made_to_order', (), 'stoneware', 'shaped by hand',
          stage, {}, dict(az=0, el=24, dist=5.2, target=(0, 0, .58)), unit=.058, kind_=glz, seed=k + 11)(chawan)


# ---------------------------------------------------------------- vases, mugs, plates, pots

SHAPES = {
    'bottle': [(0, 0), (.5, 0), (.56, .02), (.62, .2), (.72, .6), (.7, 1.0), (.5, 1.3), (.26, 1.5), (.19, 1.8), (.19, 2.2), (.26, 2.42), (.29, 2.45), (.25, 2.44), (.16, 2.2), (.16, 1.9)],
    'plum': [(0, 0), (.36, 0), (.4, .02), (.44, .4), (.56, .9), (.78, 1.45), (.82, 1.75), (.66, 2.02), (.34, 2.14), (.24, 2.2), (.24, 2.28), (.31, 2.34), (.29, 2.36), (.2, 2.28), (.2, 2.1)],
    'round': [(0, 0), (.4, 0), (.44, .03), (.74, .3), (.98, .75), (.94, 1.2), (.66, 1.5), (.4, 1.6), (.36, 1.68), (.42, 1.78), (.4, 1.8), (.33, 1.7), (.36, 1.58)],
    'cylinder': [(0, 0), (.56, 0), (.6, .03), (.62, .5), (.6, 1.1), (.63, 1.7), (.66, 1.95), (.64, 1.98), (.6, 1.9), (.57, 1.5)],
}


def vessel(shape, kind_, seed=0, crack=0.0, rough=.16, ribs=0):
    prof = SHAPES[shape]
    top = max(z for _, z in prof)
    wob = (lambda a, z: 1 + .012 * math.sin(3 * a + seed) + .018 * math.sin(ribs * a)) if ribs else hand(.01, seed)
    lathe('vessel', prof, glaze('vessel', kind_, top, rough, cracks=crack, seed=seed), 220, 220, wob)


for k, (shape, glz, en, zh, stage, ribs) in enumerate([
        ('bottle', 'celadon', 'Celadon bottle vase', '青瓷长颈瓶', WOOD('#b8b3a6'), 0), ('plum', 'plum', 'Plum-red meiping vase', '霁红梅瓶', LINEN('#b2a793'), 0),
        ('round', 'cobalt', 'Cobalt round vase', '霁蓝圆肚瓶', PAPER('#c4b9a6'), 0), ('bottle', 'moss', 'Ash-green bottle vase', '灰釉长颈瓶', STRAW(), 0),
        ('cylinder', 'slate', 'Slate-grey cylinder vase', '灰釉直筒瓶', LINEN('#c4b9a5'), 18), ('plum', 'white', 'White meiping vase', '甜白梅瓶', PAPER('#a99b8b'), 0),
        ('round', 'honey', 'Honey-glazed round jar', '蜜釉圆罐', WOOD(), 0), ('cylinder', 'oribe', 'Oribe cylinder vase', '织部花瓶', STRAW('#b3ab9b'), 0),
        ('bottle', 'rose', 'Rose-ash bottle vase', '粉青长颈瓶', PAPER('#a8b0ab'), 14), ('round', 'persimmon', 'Persimmon round vase', '柿釉圆瓶', SLATE(), 0)]):
    piece('vase-%s-%s' % (shape, glz), 'ceramics', en, zh, place(CN, 'Jiangxi', 'Jingdezhen'), 420, 'stock', (), 'stoneware', 'thrown, glazed by dipping',
          stage, {}, dict(az=0, el=13, dist=7.0, target=(0, 0, 1.1 if shape != 'round' else .9), lens=70), unit=.1, shape=shape, kind_=glz, seed=k, ribs=ribs)(vessel)


def mugs(a, b, seed=0):
    prof = [(0, .06), (.4, .06), (.43, 0), (.43, 0), (.5, .02), (.56, .2), (.58, .6), (.57, 1.05), (.575, 1.12), (.55, 1.13), (.52, 1.05), (.52, .6), (.48, .25), (.3, .14), (0, .13)]
    for n, (kind_, loc, turn) in enumerate([(a, (-.62, .2, 0), 35), (b, (.72, -.25, 0), -32)]):
        m = glaze('mug', kind_, 1.15, .2, cracks=.15, seed=seed + 3 * n)
        put(lathe('mug', prof, m, 140, 140, hand(.01, seed + n)), loc, (0, 0, turn))
        ear = [(.54, 0, .92), (.78, 0, .96), (.92, 0, .78), (.88, 0, .5), (.7, 0, .34), (.53, 0, .3)]
        put(tube('ear', [spline(ear, i / 36) for i in range(37)], .068, m, 16, flat=1.4), loc, (0, 0, turn))


for k, (a, b, en, zh, stage) in enumerate([('sea', 'ash', 'Pair of mugs, sea and ash', '海色与灰白对杯', WOOD()), ('cobalt', 'white', 'Pair of mugs, cobalt and white', '钴蓝与白对杯', LINEN('#b5aa97')),
                                           ('persimmon', 'honey', 'Pair of mugs, persimmon and honey', '柿釉与蜜釉对杯', STRAW()), ('moss', 'slate', 'Pair of mugs, moss and slate', '苔绿与灰对杯', SLATE('#8a8378')),
                                           ('rose', 'shino', 'Pair of mugs, rose and Shino', '粉与志野对杯', PAPER('#aeb5b0'))]):
    piece('mugs-%s-%s' % (a, b), 'ceramics', en, zh, place(JP, 'Tochigi', 'Mashiko'), 160, 'stock', (), 'stoneware', 'thrown, pulled handles',
          stage, {}, dict(az=-4, el=26, dist=6.2, target=(0, 0, .5), lens=62), unit=.08, a=a, b=b, seed=k * 2)(mugs)


def teapot(kind_, seed=0, turn=0):
    pot(glaze('pot', kind_, 1.3, .16, cracks=.2, seed=seed), (0, 0, 0), 1.0, turn)


for k, (glz, en, zh, stage, turn) in enumerate([('cobalt', 'Cobalt-glazed teapot', '钴蓝茶壶', LINEN('#b9ad98'), 0), ('white', 'Sweet-white teapot', '甜白釉茶壶', WOOD('#a89c88'), 180),
                                                ('oribe', 'Oribe teapot', '织部茶壶', STRAW(), 10), ('rose', 'Rose teapot', '粉釉茶壶', PAPER('#b4bab4'), 175), ('honey', 'Honey-glazed teapot', '蜜釉茶壶', SLATE(), 0)]):
    piece('teapot-' + glz, 'ceramics', en, zh, place(CN, 'Jiangxi', 'Jingdezhen'), 360, 'stock', (), 'stoneware', 'thrown in four parts and joined', stage, {},
          dict(az=-6 + 6 * (k % 3), el=19, dist=6.2, target=(0, 0, .68), lens=66), unit=.075, kind_=glz, seed=k, turn=turn)(teapot)




# ---------------------------------------------------------------- leather

for tan, en, zh, motif, stage, az in [('green', 'moss green', '苔绿', 'sun', WOOD(), 14), ('black', 'black', '黑', 'sun', LINEN('#b5aa97', '#b9ad98'), -14), ('honey', 'honey', '蜜色', 'goats', STRAW(), -16),
                                      ('navy', 'night blue', '藏蓝', 'goats', WOOD('#a39a8a'), 18), ('coffee', 'coffee', '咖啡', 'sun', SLATE(), -18)]:
    like('carved-satchel-%s-%s' % (motif, tan), 'carved-satchel-sun', 'Carved satchel, %s' % en, '皮雕包·%s' % zh, stage, dict(az=az), tan=tan, motif=motif)
for tan, en, zh, motif, stage, az in [('oxblood', 'oxblood', '酒红', 'small', WOOD(), 20), ('green', 'moss green', '苔绿', 'goats', LINEN('#b5aa97'), -24), ('black', 'black', '黑', 'small', STRAW(), 24),
                                      ('navy', 'night blue', '藏蓝', 'small', LINEN('#c0b5a0'), -18), ('natural', 'undyed', '原色', 'goats', SLATE(), 18)]:
    like('carved-wallet-' + tan, 'carved-wallet', 'Carved wallet, %s' % en, '皮雕钱包·%s' % zh, stage, dict(az=az), tan=tan, motif=motif)
for tan, en, zh, motif, stage, az in [('green', 'moss green', '苔绿', 'sun', STRAW(), -22), ('tan', 'tan', '棕黄', 'goats', SLATE(), 20), ('navy', 'night blue', '藏蓝', 'sun', WOOD(), -24), ('plum', 'plum', '梅紫', 'small', LINEN('#b9ad98'), 22)]:
    like('carved-journal-' + tan, 'carved-journal', 'Carved journal, %s' % en, '皮雕手账本·%s' % zh, stage, dict(az=az), tan=tan, motif=motif)
for tan, en, zh, stage in [('black', 'black', '黑', WOOD()), ('honey', 'honey', '蜜色', SLATE()), ('oxblood', 'oxblood', '酒红', STRAW())]:
    like('carved-belt-' + tan, 'carved-belt', 'Carved belt, %s' % en, '皮雕腰带·%s' % zh, stage, tan=tan)


# ---------------------------------------------------------------- cloth

def dyed(pic, low, mid, high):
    """The tones of an indigo picture mapped to three other colours."""
    g = np.asarray(pic, np.float32).mean(2)
    g = (g - g.min()) / (g.max() - g.min())
    a = drawing.blend(np.ones(g.shape + (3,), np.float32) * drawing.rgb(low), drawing.rgb(mid), np.clip(g * 2, 0, 1))
    return drawing.blend(a, drawing.rgb(high), np.clip(g * 2 - 1, 0, 1))


def sashiko(n, ground='#1c2a4d', thread='#e6e2d3', style='asanoha', cells=6):
    """Running stitches in white on indigo."""
    im, d = drawing.canvas(n, n)
    s = n / cells

    def stitch(x0, y0, x1, y1):
        length = math.hypot(x1 - x0, y1 - y0)
        k = max(2, int(length / (n / 110)))
        for i in range(k):
            a, b = (i + .18) / k, (i + .74) / k
            d.line((x0 + (x1 - x0) * a, y0 + (y1 - y0) * a, x0 + (x1 - x0) * b, y0 + (y1 - y0) * b), fill=255, width=max(3, n // 260))
    for i in range(-1, cells + 1):
        for j in range(-1, cells + 1):
            x, y = i * s, j * s
            if style == 'asanoha':
                c = (x + s / 2, y + s / 2)
                for px, py in ((x, y), (x + s, y), (x + s, y + s), (x, y + s), (x + s / 2, y), (x + s, y + s / 2), (x + s / 2, y + s), (x, y + s / 2)):
                    stitch(c[0], c[1], px, py)
                for px, py in ((x + s / 2, y), (x + s, y + s / 2), (x + s / 2, y + s), (x, y + s / 2)):
                    stitch(px, py, x + s / 2 + (px - x - s / 2) * .45 + s * .22, y + s / 2 + (py - y - s / 2) * .45 + s * .0)
            elif style == 'seigaiha':
                for q in (.5, .36, .22):
                    pts = [(x + s / 2 * (1 + (j % 2)) + q * s * math.cos(t), y + s / 2 - q * s * math.sin(t)) for t in np.linspace(0, math.pi, 15)]
                    for p, q2 in zip(pts, pts[1:]):
                        stitch(*p, *q2)
            else:
                for q in (.0, .17, .34):
                    for (ax, ay), (bx, by) in (((.5, q), (1 - q, .5)), ((1 - q, .5), (.5, 1 - q)), ((.5, 1 - q), (q, .5)), ((q, .5), (.5, q))):
                        stitch(x + ax * s, y + ay * s, x + bx * s, y + by * s)
    base = np.ones((n, n, 3), np.float32) * drawing.rgb(ground) * (.86 + .3 * drawing.smooth_noise(n, n, 60, 3))[..., None]
    return drawing.blend(base, drawing.rgb(thread), np.asarray(im, np.float32) / 255)


def brocade(n, palette=('#1d1a22', '#b5292f', '#d9a33c', '#2f6b7a', '#e6dcc4'), bands=5):
    """Woven bands of stepped diamonds and hooks, thread by thread."""
    cells = 120
    y, x = np.mgrid[0:cells, 0:cells]
    out = np.zeros((cells, cells), int)
    h = cells // bands
    for b in range(bands):
        yy = np.abs((y - b * h) % h - h // 2)
        p = 12 if b % 2 else 20
        xx = np.abs((x + (p // 2 if b % 3 == 1 else 0)) % p - p // 2)
        m = (y // h) == b
        r = xx + yy
        v = np.where(r < 3, 2, np.where(r < 5, 0, np.where(r < 8, 1 + b % 3, np.where(r < 9, 4, 0))))
        v = np.where((yy == h // 2) | (yy == h // 2 - 1), 2 if b % 2 else 4, v)
        v = np.where((yy == h // 2 - 3) & (x % 3 != 0), 3, v)
        out = np.where(m, v, out)
    cols = np.array([drawing.rgb(c) for c in palette], np.float32)
    pic = cols[out]
    k = n // cells + 1
    big = np.repeat(np.repeat(pic, k, 0), k, 1)[:n, :n]
    return big * (.9 + .2 * drawing.smooth_noise(n, n, 200, 2, 1))[..., None]


def stripes(n, colours):
    out = np.zeros((n, n, 3), np.float32)
    rng = np.random.default_rng(len(colours))
    x = 0
    while x < n:
        for k, c in enumerate(colours):
            w = int(n * (.012 + .05 * rng.random() * (1 if k % 2 else .5)))
            out[:, x:x + w] = drawing.rgb(c)
            x += w
    return out * (.9 + .2 * drawing.smooth_noise(n, n, 220, 4, 1))[..., None]


def batik_of(style, ground, cream, brown):
    keep = drawing._batik
    drawing._batik = lambda mask, fine, n, *_: keep(mask, fine, n, ground, cream, brown)
    try:
        return drawing.batik_kawung(1300, 7) if style == 'kawung' else drawing.batik_parang(1300, 6)
    finally:
        drawing._batik = keep


def cloth(draw, style='stack', scale=.62, fringe_colour=None, threads=70):
    m = printed(draw(), threads=threads, wrinkle=.2)
    if style == 'stack':
        _, top = folded(m, 1.25, .92, 5, .07, 3, scale)
        folded(m, 1.1, .5, 3, .06, 8, scale, (.14, .16, top + .03), 9)
    elif style == 'scarf':
        folded(m, .95, 1.1, 6, .055, 4, scale)
        fringe(-1.08, .92, .3, Mat('fringe', color=fringe_colour or '#cdb48a', rough=.95), 2, .32, 60)
    else:
        _, top = folded(m, 1.15, .95, 5, .12, 6, scale)
        fringe(-.96, 1.12, .52, Mat('fringe', color=fringe_colour or '#bd9f6e', rough=1), 5, .42, 58)


def add_cloth(name, en, zh, where, price, draw, stage, style='stack', az=-22, **kw):
    piece(name, 'textiles', en, zh, where, price, 'stock', (), 'cotton', 'dyed and woven by hand', stage, {},
          dict(TOP, az=az), draw=draw, style=style, **kw)(cloth)


LASEM, SOLO = place(ID, 'Central Java', 'Lasem'), place(ID, 'Central Java', 'Solo')
add_cloth('batik-kawung-red', 'Batik, kawung on Lasem red', '卡翁纹蜡染·红', LASEM, 480, lambda: batik_of('kawung', '#5d0f14', '#e9d3a8', '#a8322a'), WOOD())
add_cloth('batik-kawung-green', 'Batik, kawung on green', '卡翁纹蜡染·绿', LASEM, 480, lambda: batik_of('kawung', '#12301f', '#dcd6a8', '#4e7a3a'), LINEN('#b5aa97'), az=24)
add_cloth('batik-parang-soga', 'Batik, parang in soga brown', '刀纹蜡染·棕', SOLO, 480, lambda: batik_of('parang', '#2b1408', '#e2c48c', '#7a431a'), LINEN('#8f9894'), az=-18)
add_cloth('batik-parang-plum', 'Batik, parang in plum', '刀纹蜡染·梅', SOLO, 480, lambda: batik_of('parang', '#3a1026', '#eed9c8', '#8a3a4a'), STRAW(), az=20)
add_cloth('batik-kawung-indigo', 'Batik, kawung in indigo', '卡翁纹蜡染·靛', place(ID, 'Central Java', 'Pekalongan'), 460, lambda: batik_of('kawung', '#101d42', '#e6e3d3', '#4668a8'), PAPER('#c9beac'), az=-26)
BAGRU = place(IN, 'Rajasthan', 'Bagru')
for key, cols, stage, az in [('indigo', ('#e3d9c2', '#1d2f63', '#3c5a3a', '#6f8fc4'), WOOD(), -20), ('saffron', ('#e9cf8a', '#a8480f', '#3d4a1c', '#7a1a12'), LINEN('#7f8b84'), 18), ('sage', ('#dfe0c8', '#3f6b4a', '#22382a', '#c08a3c'), STRAW(), -18),
                             ('rose', ('#ecd3c6', '#a8324a', '#355a3e', '#d9963c'), PAPER('#b9b2a4'), 22), ('black', ('#d8c39a', '#1d1512', '#7d1a10', '#7d1a10'), SLATE(), -16)]:
    add_cloth('block-print-' + key, 'Block print, ' + key, '木版印花·' + key, BAGRU, 180, (lambda c=cols: drawing.block_print(1300, 3, *c)), stage, 'scarf' if az > 0 else 'stack', az, scale=.75)
for key, cols, fr, stage, az in [('indigo', ('#23345e', '#d9d2bf', '#6f86b3', '#b8862f'), '#23345e', WOOD(), 22), ('rose', ('#c48a8a', '#5f1f2c', '#e4cfc0', '#8a5a4a'), '#c48a8a', LINEN('#a79c88'), -22), ('grey', ('#a7a49d', '#3d3f44', '#dcd8cd', '#7b2a22'), '#a7a49d', SLATE(), 20),
                                 ('saffron', ('#c98f2c', '#6a2412', '#e6cf96', '#2f4a3c'), '#c98f2c', STRAW(), -24), ('ivory', ('#e3d9c4', '#c9b694', '#efe8d8', '#a58f6a'), '#e3d9c4', PAPER('#a8a59a'), 20)]:
    add_cloth('shawl-' + key, 'Handwoven shawl, ' + key, '手织披肩·' + key, place(IN, 'Himachal Pradesh', 'Kullu'), 620, (lambda c=cols: drawing.plaid(1200, 1200, c)), stage, 'shawl', az, scale=.5, fringe_colour=fr, threads=46)
for key, args, stage, az in [('asanoha', {}, WOOD(), -20), ('waves', dict(style='seigaiha', cells=8), STRAW(), 20), ('persimmon', dict(ground='#8a3a1c', style='box', cells=7), LINEN('#b5aa97'), -22), ('white', dict(ground='#e4dfd0', thread='#22335e', cells=6), LINEN('#8f9894'), 18)]:
    add_cloth('sashiko-' + key, 'Sashiko cloth, ' + key, '刺子绣布·' + key, place(JP, 'Aomori', 'Hirosaki'), 320, (lambda a=args: sashiko(1300, **a)), stage, 'stack', az, scale=.55)
for key, pal, stage, az in [('miao', ('#1d1a22', '#b5292f', '#d9a33c', '#2f6b7a', '#e6dcc4'), WOOD(), -22), ('zhuang', ('#14233f', '#d9722b', '#e6c24a', '#3d8a6a', '#efe3cb'), LINEN('#b5aa97'), 20), ('kullu', ('#6b645a', '#a82a2a', '#e2b13c', '#2f5f4a', '#e9e0cf'), STRAW(), -20), ('ulos', ('#4a0f16', '#1c1412', '#c9a24b', '#7d1f2b', '#e6d5b5'), SLATE(), 22)]:
    add_cloth('brocade-' + key, 'Brocade, ' + key, '织锦·' + key, place(CN, 'Guizhou', 'Taijiang'), 560, (lambda c=pal: brocade(1200, c)), stage, 'stack' if key != 'kullu' else 'shawl', az, scale=.5)
for key, pal, stage, az in [('sumba', ('#5a1b16', '#e2cda2', '#1c2440', '#a8612a'), WOOD(), 22), ('indigo', ('#16244a', '#dcd9cc', '#3f63a0', '#8a5a30'), LINEN('#b0a491'), -22), ('pochampally', ('#1c1a1e', '#efe7d6', '#a8202c', '#d98f2a'), STRAW(), 18)]:
    add_cloth('ikat-cloth-' + key, 'Ikat cloth, ' + key, '絣织布·' + key, place(ID, 'East Sumba', 'Waingapu'), 680, (lambda c=pal: drawing.ikat(1200, c)), stage, 'stack', az, scale=.42)
for key, cols, stage, az in [('lurik', ('#3a2a22', '#c9a86a', '#7d1f2b', '#e2cda2', '#2c3c50', '#c9a86a'), WOOD(), 20), ('khadi', ('#e6ddc8', '#b8c0b0', '#e6ddc8', '#6f8a7a', '#efe8d8', '#c9a24b'), PAPER('#b0aa9c'), -20)]:
    add_cloth('stripes-' + key, 'Striped handloom, ' + key, '手织条纹布·' + key, place(ID, 'Special Region of Yogyakarta', 'Klaten'), 260, (lambda c=cols: stripes(1200, c)), stage, 'stack', az, scale=.6)
add_cloth('shibori-cloth-indigo', 'Shibori cloth, indigo', '绞缬布·靛蓝', place(CN, 'Yunnan', 'Dali'), 220, lambda: drawing.tie_dye(1200, 1200, 4), WOOD(), az=-20, scale=.5)
add_cloth('shibori-cloth-madder', 'Shibori cloth, madder', '绞缬布·茜红', place(CN, 'Guizhou', 'Danzhai'), 240, lambda: dyed(drawing.tie_dye(1200, 1200, 6), '#5e1420', '#b04a48', '#f0e2d6'), LINEN('#b5aa97'), az=20, scale=.5)
add_cloth('shibori-cloth-walnut', 'Shibori cloth, walnut', '绞缬布·核桃', place(JP, 'Aichi', 'Arimatsu'), 240, lambda: dyed(drawing.tie_dye(1200, 1200, 8), '#2e1c10', '#7a5636', '#ecdfc8'), STRAW(), az=-18, scale=.5)


def cushion_of(draw, piping='#1d2b4a'):
    m = Mat('cushion', rough=.8, sheen=.3)
    m.set(color=m.picture(studio.image('cushion', draw())))
    m.bump(m.wave(60, .6, 1, 'X'), .2, .01, m.bump(m.noise(2.6, 4, .5, .4), .3, .25))
    W = 1.05

    def side(sign):
        def f(u, v):
            x, y = 2 * u - 1, 2 * v - 1
            puff = (max(0, 1 - abs(x) ** 2.3) * max(0, 1 - abs(y) ** 2.3)) ** .52
            d = .42 * puff * (1 + .05 * math.sin(4 * x + 2 * y + sign)) + .012 * math.sin(26 * (x - y)) * (abs(x) * abs(y)) ** 2
            return (W * x * (1 - .09 * (1 - y * y) * abs(x) ** 4), -sign * d, W * y * (1 - .09 * (1 - x * x) * abs(y) ** 4))
        return f
    s = side(1)
    edge = [s(t / 40, 0) for t in range(40)] + [s(1, t / 40) for t in range(40)] + [s(1 - t / 40, 1) for t in range(40)] + [s(0, 1 - t / 40) for t in range(40)]
    for p in [grid('a', s, 90, 90, m), grid('b', side(-1), 90, 90, m), tube('piping', edge, .028, Mat('piping', color=piping, rough=.8), 10, True)]:
        put(p, (0, .1, 1.02), (-9, 0, 0))


for key, draw, pipe, stage, az in [('sashiko', lambda: sashiko(1200, cells=5), '#e6e2d3', WOOD(), 14), ('brocade', lambda: brocade(1200), '#b5292f', LINEN('#958a77'), -14), ('block', lambda: drawing.block_print(1200, 5, '#e3d9c2', '#1d2f63', '#3c5a3a', '#6f8fc4'), '#1d2f63', PAPER('#bdb3a2'), 12),
                                   ('batik', lambda: batik_of('kawung', '#231006', '#d3a663', '#5a2a0c'), '#231006', STRAW(), -12), ('ikat-blue', lambda: drawing.ikat(1200, ('#16244a', '#dcd9cc', '#3f63a0', '#c98b2b')), '#16244a', WOOD('#a39a8a'), -16), ('waves', lambda: drawing.seigaiha(1200, 7), '#c8a24a', LINEN('#b9ad98'), 15)]:
    piece('cushion-' + key, 'textiles', 'Cushion, ' + key, '靠垫·' + key, place(CN, 'Guizhou', 'Kaili'), 190, 'stock', (), 'cotton', 'sewn by hand', stage, {},
          dict(az=az, el=16, dist=6.2, target=(0, 0, .95), lens=64), unit=.22, draw=draw, piping=pipe)(cushion_of)
