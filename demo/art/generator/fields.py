"""More things grown: bowls of grain and berries, baskets of fruit, jars, pouches, tins and sacks."""
import math
import random

import numpy as np

import drawing
import studio
from bamboo import hoop, lashing, splint, woven_wall
from ceramics import glaze, hand
from harvest import fill_bowl, green, join, leaf
from registry import piece, place
from studio import Mat, TAU, ball, box, cloth_bump, copy, grid, hide, lathe, place as put, rough_up, spline, thicken, tube, wood

LINEN = lambda c='#a79c88', w='#b9ad98': dict(kind='linen', colour=c, wall=w)
WOOD = lambda w='#b3a58e': dict(kind='wood', wall=w)
SLATE, STRAW, PAPER = dict(kind='slate', wall='#6d675d'), dict(kind='straw', wall='#aea28c'), dict(kind='paper', colour='#c3b8a5')
CN, JP, IN, ID = 'China', 'Japan', 'India', 'Indonesia'


def seeds(shape, colours, size, shine):
    """Four sources of copies; colours are a ramp over the copies."""
    m = Mat('seed', rough=shine, sss=.06)
    m.set(color=m.ramp(m.rand(), *[(k / max(1, len(colours) - 1), c) for k, c in enumerate(colours)]))
    m.bump(m.noise(16, 4, .6), .5 if shape != 'bean' else .15, .03)
    out = []
    for k in range(4):
        if shape == 'bean':
            def f(u, v, k=k):
                a, t = u * TAU, v * math.pi
                x, y, z = -math.cos(t) * 1.35, math.sin(t) * math.cos(a), math.sin(t) * math.sin(a) * .72
                if z > 0:
                    z -= .42 * math.exp(-(y / .16) ** 2) * math.sin(t)
                return (x * size, y * size, z * size)
            o = grid('bean', f, 22, 12, m, True)
        elif shape == 'chilli':
            L = size * (7 + k)
            bend = .5 + .3 * k
            path = [(L * (s - .5), bend * size * 2 * math.sin(math.pi * s) * s, size * .6 * math.sin(5 * s + k)) for s in [i / 16 for i in range(17)]]
            o = tube('chilli', path, lambda t: size * (.95 * (1 - t) ** .6 * min(1, 6 * t + .55) + .05), m, 10, flat=.75)
        elif shape == 'stick':
            def f(u, v, k=k):
                a, r = u * 2.4 * TAU, size * (.45 + .5 * u)
                return (size * (14 + 2 * k) * (v - .5), r * math.cos(a), r * math.sin(a))
            o = thicken(grid('stick', f, 40, 3, m), size * .12, 0)
        elif shape == 'strand':
            def f(u, v, k=k):
                a = v * TAU
                r = .28 * size * math.sin(math.pi * (u * .9 + .05)) ** .6
                return (size * 2.6 * (u - .5) * 2, r * math.cos(a) + .5 * size * math.sin(4 * u + k), r * .6 * math.sin(a) + .3 * size * math.sin(7 * u + k))
            o = grid('strand', f, 12, 6, m)
        else:
            sc = {'ball': (1, 1, 1), 'grain': (2.1, .8, .7), 'drop': (1.5, .9, .8), 'disc': (1.1, 1.1, .5), 'nut': (1.15, 1, .95)}[shape]
            o = ball('seed', size, m, scale=sc, detail=3)
            rough_up(o, size * {'ball': .05, 'grain': .08, 'drop': .5, 'disc': .12, 'nut': .22}[shape], .6 / size, k, 2)
        out.append(hide(o))
    return out, m


def bowl_of(shape, tones, size=.08, count=1000, pot='night', shine=.45, dome=.22, seed=1, spill=26):
    kinds, _ = seeds(shape, tones, size, shine)
    b = glaze('bowl', pot, 1, .22, seed=seed)
    lathe('bowl', [(0, .05), (.4, .05), (.45, 0), (.45, 0), (.52, 0), (.54, .08), (.9, .3), (1.12, .62), (1.15, .68), (1.12, .69), (1.05, .62), (.8, .34), (0, .2)], b, 140, 120, hand(.01))
    fill_bowl(kinds, count, .93, .585, dome, seed, spill)


def crop(name, en, zh, where, price, stage, el=34, az=0, fn=None, dist=5.2, target=(0, 0, .42), lens=62, unit=.085, **params):
    piece(name, 'harvest', en, zh, where, price, 'harvest', (), en.lower(), '', stage, {}, dict(az=az, el=el, dist=dist, target=target, lens=lens), unit=unit, **params)(fn or bowl_of)


crop('bowl-coffee-roast', 'Roasted coffee', '烘焙咖啡豆', place(ID, 'Aceh', 'Takengon'), 85, STRAW, shape='bean', tones=['#20100a', '#3a1e10', '#4d2a17'], size=.085, count=900, pot='ash', shine=.3)
crop('bowl-coffee-green', 'Green coffee', '生咖啡豆', place(ID, 'Bali', 'Kintamani'), 60, WOOD(), shape='bean', tones=['#7d8560', '#a0a57c', '#8f8a62'], size=.085, count=900, pot='persimmon', shine=.6)
crop('bowl-jujube', 'Red dates', '红枣', place(CN, 'Xinjiang', 'Hotan'), 58, LINEN('#8a7d6a'), shape='drop', tones=['#4a0f0c', '#7a1d14', '#93301c'], size=.16, count=240, pot='white', shine=.35, dome=.34, spill=9)
crop('bowl-sichuan-pepper', 'Sichuan pepper', '花椒', place(CN, 'Sichuan', 'Hanyuan'), 46, SLATE, shape='nut', tones=['#5a1712', '#8a2a1c', '#a8452a'], size=.06, count=1500, pot='celadon', shine=.7)
crop('bowl-black-rice', 'Black rice', '黑米', place(CN, 'Shaanxi', 'Yangxian'), 32, LINEN('#b5aa97'), shape='grain', tones=['#120a10', '#22121c', '#31202a'], size=.034, count=4200, pot='shino', shine=.4, spill=90)
crop('bowl-red-rice', 'Red rice', '红米', place(ID, 'Bali', 'Jatiluwih'), 30, STRAW, shape='grain', tones=['#6a2a1c', '#8a3f2a', '#a3583a'], size=.034, count=4200, pot='moss', shine=.45, spill=90)
crop('bowl-white-rice', 'Polished rice', '大米', place(JP, 'Niigata', 'Uonuma'), 40, WOOD(), shape='grain', tones=['#dcd8c9', '#eeebdf', '#f5f3ea'], size=.034, count=4200, pot='night', shine=.35, spill=90)
crop('bowl-basmati', 'Long-grain rice', '长粒米', place(IN, 'Punjab', 'Amritsar'), 36, LINEN('#7e8a86'), shape='grain', tones=['#d9cfae', '#eae3cb', '#f2eddc'], size=.036, count=4000, pot='cobalt', shine=.35, spill=90)
crop('bowl-adzuki', 'Red beans', '红小豆', place(JP, 'Hokkaido', 'Tokachi'), 30, LINEN('#b5aa97'), shape='drop', tones=['#4d0f14', '#6d1a1e', '#80262a'], size=.055, count=2000, pot='ash', shine=.25, spill=50)
crop('bowl-mung', 'Mung beans', '绿豆', place(CN, 'Jilin', 'Taonan'), 22, WOOD(), shape='ball', tones=['#45531c', '#5d6e28', '#74843a'], size=.05, count=2200, pot='shino', shine=.4, spill=60)
crop('bowl-soy', 'Soybeans', '黄豆', place(CN, 'Heilongjiang', 'Hailun'), 20, STRAW, shape='ball', tones=['#c79c4a', '#d8b466', '#e3c67f'], size=.065, count=1500, pot='slate', shine=.4, spill=40)
crop('bowl-walnut', 'Walnuts', '核桃', place(CN, 'Yunnan', 'Yangbi'), 48, WOOD('#a99b86'), shape='nut', tones=['#7a5530', '#9a7145', '#b38a5a'], size=.2, count=120, pot='oribe', shine=.75, dome=.4, spill=6)
crop('bowl-peanut', 'Peanuts in red skin', '红皮花生', place(CN, 'Shandong', 'Laixi'), 26, LINEN('#8a7d6a'), shape='drop', tones=['#7d3524', '#9c4a33', '#b05c42'], size=.085, count=900, pot='cobalt', shine=.55)
crop('bowl-cardamom', 'Green cardamom', '绿豆蔻', place(IN, 'Kerala', 'Idukki'), 120, SLATE, shape='drop', tones=['#6f8047', '#8f9c5f', '#a8ae77'], size=.085, count=900, pot='honey', shine=.65)
crop('bowl-pepper', 'Black pepper', '黑胡椒', place(IN, 'Kerala', 'Wayanad'), 60, LINEN('#b9ad98'), shape='nut', tones=['#15100c', '#2a201a', '#3d3026'], size=.05, count=2200, pot='white', shine=.7, spill=60)
crop('bowl-cinnamon', 'Cinnamon quills', '肉桂', place(ID, 'Jambi', 'Kerinci'), 55, STRAW, shape='stick', tones=['#5a2f18', '#7d4626', '#94592f'], size=.07, count=90, pot='celadon', shine=.8, dome=.3, spill=4)
crop('bowl-chilli', 'Dried chillies', '干辣椒', place(CN, 'Guizhou', 'Zunyi'), 35, WOOD(), shape='chilli', tones=['#5e0d0a', '#8a1510', '#a82418'], size=.062, count=330, pot='ash', shine=.25, dome=.3, spill=10)
crop('bowl-turmeric', 'Turmeric fingers', '姜黄', place(IN, 'Maharashtra', 'Sangli'), 40, LINEN('#7f8b84'), shape='drop', tones=['#8f5a12', '#b57a1c', '#c98f2e'], size=.12, count=420, pot='slate', shine=.8, dome=.3, spill=10)
crop('bowl-black-goji', 'Black goji', '黑枸杞', place(CN, 'Qinghai', 'Delingha'), 160, LINEN('#c2b7a2'), shape='ball', tones=['#0d0a14', '#1a1422', '#281c2c'], size=.055, count=2000, pot='celadon', shine=.5, spill=50)
crop('bowl-goji', 'Dried goji', '枸杞干', place(CN, 'Ningxia', 'Zhongning'), 68, WOOD(), shape='drop', tones=['#7a120c', '#b02414', '#c93a1f'], size=.062, count=1700, pot='white', shine=.35, spill=40)
crop('bowl-raisin-black', 'Black raisins', '黑加仑葡萄干', place(CN, 'Xinjiang', 'Turpan'), 42, STRAW, shape='drop', tones=['#120a10', '#22141c', '#33202a'], size=.08, count=1100, pot='rose', shine=.4)
crop('bowl-raisin-gold', 'Golden raisins', '黄葡萄干', place(CN, 'Xinjiang', 'Turpan'), 46, LINEN('#6f7a7a'), shape='drop', tones=['#8a5a14', '#b8842a', '#cfa04a'], size=.08, count=1100, pot='night', shine=.35)
crop('bowl-green-tea', 'Green tea', '绿茶', place(CN, 'Zhejiang', 'Longjing'), 168, WOOD(), shape='strand', tones=['#39451a', '#5d6a2a', '#7d8440'], size=.06, count=1500, pot='white', shine=.6, spill=30)
crop('bowl-red-tea', 'Black tea', '红茶', place(CN, 'Anhui', 'Qimen'), 128, LINEN('#b5aa97'), shape='strand', tones=['#160d08', '#2b1a10', '#5e4020'], size=.055, count=1600, pot='celadon', shine=.6, spill=30)
crop('bowl-white-tea', 'White tea', '白茶', place(CN, 'Fujian', 'Fuding'), 188, SLATE, shape='strand', tones=['#6f7a5d', '#a8ac94', '#cfcfbb'], size=.075, count=1000, pot='persimmon', shine=.75, spill=24)
crop('bowl-oolong', 'Ball oolong', '铁观音', place(CN, 'Fujian', 'Anxi'), 138, STRAW, shape='nut', tones=['#232c16', '#3b4722', '#55602f'], size=.07, count=1300, pot='rose', shine=.55)
crop('bowl-buckwheat', 'Buckwheat tea', '苦荞', place(CN, 'Sichuan', 'Liangshan'), 28, WOOD('#a99b86'), shape='nut', tones=['#5e4322', '#8a6636', '#a37f49'], size=.045, count=2600, pot='plum', shine=.6, spill=60)
crop('bowl-cocoa', 'Cocoa beans', '可可豆', place(ID, 'East Java', 'Glenmore'), 55, LINEN('#c2b7a2'), shape='disc', tones=['#3a1d12', '#5a3020', '#74442e'], size=.12, count=480, pot='moss', shine=.6, dome=.3, spill=10)
crop('bowl-mulberry', 'Dried mulberries', '桑葚干', place(CN, 'Xinjiang', 'Hotan'), 39, LINEN('#8f9894'), shape='nut', tones=['#1c0d18', '#2e1526', '#46203a'], size=.08, count=1000, pot='honey', shine=.6)
crop('bowl-cashew', 'Cashews', '腰果', place(IN, 'Goa', 'Ponda'), 90, STRAW, shape='bean', tones=['#cdb184', '#e0c99f', '#ead8b4'], size=.1, count=620, pot='cobalt', shine=.5)


# ---------------------------------------------------------------- baskets of fruit

def fruit_source(kind):
    rng = random.Random(3)
    spec = {  # low and high colour, radius, stretch, roughness, pore bump, wobble
        'yuzu': ('#d9a514', '#edc837', .31, (1, 1, .88), .45, .9, .05), 'mango': ('#d98a1a', '#e8b83a', .31, (1.35, .98, .86), .32, .08, .02),
        'apple': ('#8f1a1c', '#c4452e', .33, (1, 1, .92), .25, .05, .02), 'persimmon': ('#d9601a', '#ea8a2e', .32, (1, 1, .78), .25, .06, .02),
        'peach': ('#d98a6a', '#ecc39a', .32, (1, 1, .97), .9, .1, .02), 'lychee': ('#8a1f2a', '#b8404a', .22, (1, 1, 1.08), .6, 1.6, .02),
        'egg': ('#b98a62', '#d8b48e', .25, (.95, .95, 1.25), .5, .06, 0), 'lime': ('#3f6a1c', '#7a9a35', .25, (1.1, 1, .96), .35, .7, .02),
        'tangerine': ('#e07a10', '#f09a22', .28, (1, 1, .8), .4, .8, .03), 'sweetpotato': ('#7a2f3a', '#9a4a50', .27, (1.7, .9, .85), .75, .4, .09),
        'potato-purple': ('#33203a', '#553a58', .26, (1.3, 1, .88), .75, .5, .07), 'garlic': ('#d8cfc4', '#ece6dc', .27, (1, 1, .86), .6, .1, .05),
        'dragon': ('#a81f4a', '#d04a6a', .33, (1, 1, 1.2), .45, .2, .05), 'snakefruit': ('#4a2a18', '#74462a', .24, (1, 1, 1.2), .5, 2.4, .04),
        'mangosteen': ('#2e1220', '#4a1f32', .27, (1, 1, .92), .45, .1, .02), 'loquat': ('#dc8f2a', '#efb654', .2, (1, 1, 1.15), .5, .1, .02),
    }[kind]
    lo, hi, r, sc, rough, pore, wob = spec
    m = Mat(kind, rough=rough, sss=.08, sss_radius=(.3, .12, .04), coat=.1, coat_rough=.35)
    m.set(color=m.mix(m.math('MULTIPLY_ADD', m.rand(), .5, m.math('MULTIPLY', m.noise(2, 3), .7)), lo, hi))
    m.bump(m.math('MULTIPLY', m.voronoi(34 if pore < 1.5 else 14, feature='SMOOTH_F1'), -1.0), min(1, .4 * pore + .05), .03 if pore < 1.5 else .05)
    o = ball('fruit', r, m, scale=sc, detail=4)
    if wob:
        rough_up(o, wob, 2.4, 2, 2)
    for v in o.data.vertices:
        top = math.exp(-((v.co.x ** 2 + v.co.y ** 2) / (r * .34) ** 2))
        if kind in ('apple', 'persimmon', 'tangerine', 'yuzu', 'peach'):
            v.co.z -= top * .10 * (1 if v.co.z > 0 else -.6) * r / .3
        if kind == 'peach':
            v.co.x *= 1 - .12 * math.exp(-(v.co.y / .04) ** 2) * (v.co.x > 0)
        if kind == 'garlic':
            a = math.atan2(v.co.y, v.co.x)
            v.co.z += top * .25
            v.co.x *= 1 + .06 * math.cos(6 * a)
            v.co.y *= 1 + .06 * math.cos(6 * a)
    parts = [o]
    if kind in ('apple', 'peach', 'mango'):
        s = Mat('stem', color='#4a3a20', rough=.8)
        t = tube('stem', [(0, 0, r * .8), (.02, 0, r * 1.15)], .022, s, 8)
        t.scale = [1 / q for q in sc]
        parts.append(t)
    if kind in ('persimmon', 'mangosteen'):
        cal = Mat('calyx', color='#6b6a35' if kind == 'persimmon' else '#54703a', rough=.8)
        for k in range(4):
            l = ball('sepal', r * .42, cal, (r * .3 * math.cos(k * TAU / 4), r * .3 * math.sin(k * TAU / 4), r * .93 / sc[2] * sc[2]), (1, .8, .16), 3)
            parts.append(l)
    return parts, sc, r


def basket_of(fruit, leaves=True, seed=5, vessel='basket'):
    rng = random.Random(seed)
    parts, sc, r = fruit_source(fruit)
    src = parts[0]
    if len(parts) > 1:
        src = join(parts, 'fruit')
    piece_ = hide(src)
    k = r / .31
    if vessel == 'basket':
        rad = lambda z: .8 + .42 * (z / .55) ** .8
        w = woven_wall(rad, .55, 52, 15, seed=seed, dark_row=5, stake_w=.05)
        hoop(w, rad(.55) + .02, .56, .09)
        hoop(w, rad(0) + .02, .04, .08)
        lashing(w, rad(.55) + .02, .57, 52, .06)
        w.done(splint())
        lathe('bottom', [(0, .06), (.8, .06)], Mat('bottom', color='#5a3d1e', rough=.8), 40, 4, curve=False)
    else:
        b = glaze('dish', vessel, .7, .2, seed=seed)
        lathe('dish', [(0, .05), (.6, .05), (.64, 0), (.72, 0), (.76, .1), (1.1, .3), (1.28, .56), (1.3, .6), (1.26, .6), (1.05, .36), (.7, .16), (0, .12)], b, 140, 100, hand(.01))
    step = .62 * k
    reach = 1.12 - r * max(sc[:2])      # the fruit stays inside the rim
    for layer, (z, rings) in enumerate([(.38, (0, reach)), (.38 + .44 * k, (0, reach * .92)), (.38 + .84 * k, (.36,)), (.38 + 1.2 * k, (0,))]):
        for q in rings:
            q *= 1 if layer == 0 else k ** .3
            m = 1 if q < .05 else max(3, int(TAU * q / step))
            for i in range(m):
                a = TAU * (i + .37 * layer + rng.uniform(-.06, .06)) / m
                rot = (rng.uniform(-40, 40), rng.uniform(-40, 40), rng.uniform(0, 360))
                o = copy(piece_, (q * math.cos(a), q * math.sin(a), z - (.16 * q if layer else -.05 * q)), rot)
                o.scale = [s * rng.uniform(.93, 1.06) for s in sc]
    low = r * min(sc) * .95
    for x, y in ((1.42, -.92), (.86, -1.32), (-1.5, -.7)):
        o = copy(piece_, (x, y, low), (rng.uniform(-25, 25), rng.uniform(-25, 25), rng.uniform(0, 360)))
        o.scale = sc
    if leaves:
        lv = hide(leaf(green(), .62, .26, .14))
        top = .38 + 1.24 * k + r
        for x, y, z, t in ((0, 0, top + .02, 20), (.02, .02, top + .02, 200), (-.55, -.35, .42 + .8 * k + .1, 250), (1.42, -.94, 2 * low, 300), (.6, -.45, .42 + .8 * k + .1, 320), (-.9, -1.45, .03, 250)):
            copy(lv, (x, y, z), (rng.uniform(-15, 15), 12, t), rng.uniform(.9, 1.1))


for k, (kind, en, zh, where, stage, vessel, lv) in enumerate([
        ('yuzu', 'Yuzu', '柚子（香橙）', place(JP, 'Kochi', 'Umaji'), WOOD(), 'basket', True), ('mango', 'Mangoes', '芒果', place(IN, 'Maharashtra', 'Ratnagiri'), LINEN('#7e8a86'), 'basket', True),
        ('apple', 'Apples', '苹果', place(CN, 'Shaanxi', 'Luochuan'), LINEN('#b5aa97'), 'basket', True), ('persimmon', 'Persimmons', '柿子', place(CN, 'Shaanxi', 'Fuping'), STRAW, 'basket', False),
        ('peach', 'Peaches', '水蜜桃', place(JP, 'Yamanashi', 'Fuefuki'), PAPER, 'white', True), ('lychee', 'Lychees', '荔枝', place(CN, 'Guangdong', 'Gaozhou'), WOOD(), 'basket', True),
        ('egg', 'Brown eggs', '土鸡蛋', place(CN, 'Anhui', 'Jinzhai'), STRAW, 'basket', False), ('lime', 'Limes', '青柠', place(ID, 'East Java', 'Batu'), LINEN('#c2b7a2'), 'cobalt', True),
        ('tangerine', 'Mandarins', '蜜柑', place(JP, 'Ehime', 'Yawatahama'), WOOD('#a99b86'), 'basket', True), ('sweetpotato', 'Sweet potatoes', '红薯', place(CN, 'Henan', 'Ruyang'), WOOD(), 'basket', False),
        ('potato-purple', 'Purple potatoes', '紫土豆', place(CN, 'Gansu', 'Dingxi'), LINEN('#b5aa97'), 'basket', False), ('garlic', 'Garlic', '大蒜', place(CN, 'Shandong', 'Jinxiang'), SLATE, 'basket', False),
        ('snakefruit', 'Salak', '蛇皮果', place(ID, 'Bali', 'Sibetan'), STRAW, 'basket', False), ('mangosteen', 'Mangosteens', '山竹', place(ID, 'West Java', 'Purwakarta'), LINEN('#8f9894'), 'basket', True),
        ('loquat', 'Loquats', '枇杷', place(CN, 'Jiangsu', 'Suzhou'), LINEN('#7e8a86'), 'celadon', True), ('dragon', 'Dragon fruit', '火龙果', place(CN, 'Guangxi', 'Longan'), WOOD(), 'slate', False)]):
    crop('basket-' + kind, en, zh, where, 60, stage, 28, 6 - 5 * (k % 3), basket_of, 6.8, (.1, -.05, .6), 62, .14, fruit=kind, leaves=lv, vessel=vessel, seed=k + 4)


# ---------------------------------------------------------------- pouches, tins, jars, sacks

def label_picture(n, ground, ink, motif, frame=True):
    im, d = drawing.canvas(n, n, ground, 'RGB')
    if frame:
        d.rectangle((30, 30, n - 30, n - 30), outline=ink, width=7)
        d.rectangle((46, 46, n - 46, n - 46), outline=ink, width=3)
    c = n / 2
    if motif == 'leaf':
        for a in (-2.3, -1.57, -.85):
            drawing.petal(d, c, n * .62, a, n * .34, n * .13, ink)
        d.line((c, n * .62, c, n * .76), fill=ink, width=9)
    elif motif == 'sun':
        d.ellipse((c - n * .15, c - n * .2, c + n * .15, c + n * .1), fill=ink)
        for k in range(16):
            a = TAU * k / 16
            d.line((c + n * .19 * math.cos(a), c * .9 + n * .19 * math.sin(a), c + n * .26 * math.cos(a), c * .9 + n * .26 * math.sin(a)), fill=ink, width=9)
        d.line((n * .25, n * .8, n * .75, n * .8), fill=ink, width=8)
    elif motif == 'hills':
        for k in range(4):
            pts = [(n * (.12 + .76 * t), n * (.42 + .1 * k) - n * .11 * abs(math.sin(3.2 * t + k * 1.1))) for t in np.linspace(0, 1, 60)]
            d.line(pts, fill=ink, width=12)
        d.ellipse((n * .6, n * .16, n * .74, n * .3), fill=ink)
    elif motif == 'bean':
        for x, y, a in ((.36, .42, .5), (.62, .38, -.6), (.5, .62, .1)):
            pts = [(n * x + n * .12 * math.cos(t) * math.cos(a) - n * .08 * math.sin(t) * math.sin(a), n * y + n * .12 * math.cos(t) * math.sin(a) + n * .08 * math.sin(t) * math.cos(a)) for t in np.linspace(0, TAU, 40)]
            d.polygon(pts, fill=ink)
            d.line((n * x - n * .1 * math.cos(a), n * y - n * .1 * math.sin(a), n * x + n * .1 * math.cos(a), n * y + n * .1 * math.sin(a)), fill=ground, width=7)
    elif motif == 'grain':
        for s in (-1, 0, 1):
            x = c + s * n * .14
            d.line((c, n * .8, x, n * .3), fill=ink, width=6)
            for k in range(6):
                for q in (-1, 1):
                    drawing.petal(d, c + (x - c) * (.35 + .12 * k), n * (.62 - .06 * k), -math.pi / 2 + q * .6, n * .09, n * .035, ink)
    else:
        drawing.flower(d, c, c * .92, n * .24, 8, ink, ground)
        d.line((n * .3, n * .8, n * .7, n * .8), fill=ink, width=8)
    return np.asarray(im, np.float32)


def pouch(colour, ground, ink, motif, window=None, seed=1):
    paper = Mat('kraft', rough=.8)
    paper.set(color=paper.ramp(paper.noise(30, 5, .6), (.3, tuple(c * .86 for c in studio.lin(colour)[:3])), (.7, colour)))
    paper.bump(paper.noise(4, 5, .55, .4), .4, .12, paper.bump(paper.noise(50, 3), .1, .01))
    W, H = .86, 2.3
    rng = random.Random(seed)

    def side(sign, off=0.0):
        def f(u, v):
            x, z = (2 * u - 1), v
            puff = .44 * max(0, 1 - abs(x) ** 3.2) ** .7 * max(0, 1 - (z * 1.02) ** 2.2) ** .75 + .06 * (1 - z)
            fold = .018 * math.sin(7 * x + 9 * z + seed) * (z > .45) * (1 - abs(x))
            return (x * W * (1 - .05 * z), -sign * (puff + fold * sign + .02 + off), .02 + H * z)
        return f
    parts = [grid('front', side(1), 60, 80, paper), grid('back', side(-1), 60, 80, paper)]
    parts.append(box('floor', (2 * W * .96, .6, .04), (0, 0, .0), paper, .01))
    seal = Mat('seal', color=tuple(c * .7 for c in studio.lin(colour)[:3]), rough=.7)
    seal.bump(seal.wave(20, 0, 0, 'Z'), .6, .02)
    parts.append(box('seal', (2 * W * .955, .07, .16), (0, 0, H - .12), seal, .01))
    lab = Mat('label', rough=.75)
    lab.set(color=lab.picture(studio.image('label', label_picture(800, ground, ink, motif))))
    s = side(1, .012)
    parts.append(grid('label', lambda u, v: s(.16 + .68 * u, .2 + .5 * v), 40, 40, lab))
    for p in parts:
        put(p, (0, 0, 0), (0, 0, -8))


for name, en, zh, col, gr, ink, mo, stage in [
        ('coffee', 'Coffee, 250 g pouch', '咖啡豆 250克', '#2a2320', '#d9c7a2', '#3a1e10', 'bean', WOOD()), ('coffee-kraft', 'Coffee, kraft pouch', '咖啡豆 牛皮纸袋', '#b08a5a', '#efe6d2', '#2f4a3c', 'hills', STRAW),
        ('tea', 'Tea, 150 g pouch', '茶叶 150克', '#3d5240', '#e9e2cf', '#3d5240', 'leaf', LINEN('#b5aa97')), ('rice', 'Rice, 2 kg pouch', '大米 2公斤', '#e3d9c4', '#f3eee0', '#8a2a22', 'grain', WOOD('#a99b86')),
        ('goji', 'Goji, 250 g pouch', '枸杞 250克', '#b8322a', '#f0e3cc', '#a82418', 'sun', LINEN('#c2b7a2')), ('flour', 'Flour, 1 kg pouch', '面粉 1公斤', '#cdb48a', '#f0e7d4', '#5a3d22', 'grain', SLATE),
        ('cocoa', 'Cocoa, 200 g pouch', '可可 200克', '#4d2a1c', '#ecd9b8', '#5a2f1c', 'flower', PAPER), ('salt', 'Sea salt, 500 g pouch', '海盐 500克', '#8fa3ad', '#f1efe8', '#274b6b', 'hills', LINEN('#b9ad98')),
        ('spice', 'Spice mix, pouch', '香料 200克', '#c98a2a', '#f3e6c6', '#7a2a14', 'sun', WOOD()), ('noodle', 'Noodles, pouch', '挂面', '#d8cdbd', '#faf5e8', '#3d5a7a', 'grain', STRAW)]:
    crop('pouch-' + name, en, zh, place(CN, 'Yunnan', 'Pu’er'), 48, stage, 12, -12 + 6 * (len(name) % 4), pouch, 7.0, (0, 0, 1.1), 66, .1, colour=col, ground=gr, ink=ink, motif=mo, seed=len(name))


def tin(colour, ground, ink, motif, lid='#b9b6ae'):
    m = Mat('tin', rough=.3, metal=.2, coat=.4)
    m.set(color=m.mix(m.noise(3, 5), colour, tuple(c * .85 for c in studio.lin(colour)[:3])))
    steel = studio.metal('lid', lid, .3)
    lathe('tin', [(0, .02), (.7, .02), (.74, .04), (.75, .08), (.75, .08), (.75, 1.42), (.75, 1.42), (.73, 1.46), (.6, 1.46)], m, 128, 60, curve=False)
    lathe('lid', [(.0, 1.86), (.55, 1.86), (.72, 1.83), (.765, 1.78), (.77, 1.5), (.77, 1.5), (.755, 1.48)], steel, 128, 70)
    lathe('ring', [(.75, 1.44), (.775, 1.45), (.775, 1.47), (.75, 1.48)], steel, 128, 12)
    lab = Mat('label', rough=.6)
    lab.set(color=lab.picture(studio.image('label', label_picture(800, ground, ink, motif))))

    def tag(u, v):
        a = -math.pi / 2 + (u - .5) * 1.7
        return (.757 * math.cos(a), .757 * math.sin(a), .22 + 1.05 * v)
    grid('label', tag, 40, 10, lab)
    kinds, _ = seeds('strand', ['#39451a', '#5d6a2a', '#7d8440'] if motif == 'leaf' else ['#1c100a', '#3a2414', '#5e4020'], .06, .6)
    rng = random.Random(3)
    for _ in range(60):
        a, q = rng.gauss(-1.0, .5), .95 + abs(rng.gauss(0, .3))
        copy(rng.choice(kinds), (q * math.cos(a) + .2, q * math.sin(a), .03 + .02 * rng.random()), (rng.uniform(-10, 10), rng.uniform(-10, 10), rng.uniform(0, 360)))


for name, en, zh, col, gr, ink, mo, stage in [
        ('green', 'Green tea in a tin', '罐装绿茶', '#2f5a48', '#efe8d4', '#2f5a48', 'leaf', WOOD()), ('red', 'Black tea in a tin', '罐装红茶', '#7a1f1c', '#f0e3cc', '#7a1f1c', 'flower', LINEN('#b5aa97')),
        ('navy', 'Darjeeling in a tin', '罐装大吉岭', '#22335e', '#efe6d0', '#22335e', 'hills', STRAW), ('matcha', 'Matcha in a tin', '罐装抹茶', '#7d9a4a', '#f5f0dd', '#4a6a2a', 'leaf', PAPER),
        ('black', 'Aged tea in a tin', '罐装老茶', '#1d1a1a', '#d9c08a', '#1d1a1a', 'sun', SLATE), ('gold', 'Jasmine tea in a tin', '罐装茉莉花茶', '#c9a24b', '#f7f1de', '#3d6a4a', 'flower', LINEN('#8f9894'))]:
    crop('tin-' + name, en, zh, place(CN, 'Fujian', 'Fuding'), 98, stage, 14, -6, tin, 6.4, (.05, -.1, .9), 64, .06, colour=col, ground=gr, ink=ink, motif=mo)


def jar(tint, density, clothes, ground, ink, motif, opaque=False):
    if opaque:
        m = Mat('preserve', rough=.08, coat=.6)
        m.set(color=m.ramp(m.noise(7, 6, .65), (.3, tuple(c * .5 for c in studio.lin(tint)[:3])), (.7, tint)))
    else:
        m = Mat('honey', rough=.03, trans=1, ior=1.47, color=tint, coat=.6)
        vol = m.tree.nodes.new('ShaderNodeVolumeAbsorption')
        vol.inputs['Color'].default_value = studio.lin(tint)
        vol.inputs['Density'].default_value = density
        m.tree.links.new(vol.outputs[0], m.tree.nodes['Material Output'].inputs['Volume'])
    lathe('jar', [(0, .03), (.5, .03), (.62, .05), (.68, .16), (.68, .9), (.66, 1.06), (.56, 1.17), (.54, 1.2), (.54, 1.24), (0, 1.24)], m, 96, 120)
    cloth = Mat('cloth', rough=.95, sheen=.2)
    cloth.set(color=cloth.mix(cloth.math('GREATER_THAN', cloth.math('ADD', cloth.wave(8, 0, 0, 'X'), cloth.wave(8, 0, 0, 'Y')), 1.25), *clothes))
    cloth_bump(cloth, 60, .4)

    def cap(u, v):
        a = u * TAU
        r = .60 * min(1, v * 1.7) + max(0, v - .78) * .85 * (1 + .22 * math.sin(9 * a) + .1 * math.sin(17 * a + 1))
        z = 1.42 if v < .52 else 1.42 - .30 * ((v - .52) / .26) if v < .78 else 1.12 - .16 * ((v - .78) / .22)
        r *= 1 - .05 * math.exp(-((v - .78) / .05) ** 2)
        return (r * math.cos(a), r * math.sin(a), z + .02 * math.cos(8 * r) * (v < .5))
    thicken(grid('cap', cap, 180, 90, cloth, True), .015, 1)
    twine = Mat('twine', color='#b3925c', rough=.95)
    for k in range(3):
        tube('twine', [(.615 * math.cos(TAU * i / 80), .615 * math.sin(TAU * i / 80), 1.11 + .035 * k) for i in range(80)], .018, twine, 8, True)
    lab = Mat('label', rough=.85)
    lab.set(color=lab.picture(studio.image('label', label_picture(700, ground, ink, motif))))

    def tag(u, v):
        a = -math.pi / 2 + (u - .5) * 1.35
        return (.688 * math.cos(a), .688 * math.sin(a), .22 + .72 * v)
    grid('label', tag, 30, 10, lab)
    spoon = wood('spoon', '#6d4424', '#a9743f', 1.4, .45)
    tube('handle', [spline([(1.9, -.5, .08), (1.4, -.75, .09), (1.0, -.95, .08), (.8, -1.05, .06)], i / 30) for i in range(31)], .045, spoon, 12, flat=.6)
    put(ball('scoop', .2, spoon, detail=4), (.68, -1.12, .07), (0, 0, 30), (1.2, .85, .28))


for name, en, zh, tint, den, cl, gr, ink, mo, op, stage in [
        ('acacia', 'Acacia honey', '洋槐蜜', '#f3cf6a', .5, ('#e7dac0', '#3d6a4a'), '#f3ecd8', '#6d7a3c', 'flower', False, WOOD()), ('buckwheat', 'Buckwheat honey', '荞麦蜜', '#a8520f', 2.2, ('#d8cdbd', '#5a3d22'), '#e9dcc0', '#5a2f14', 'grain', False, STRAW),
        ('chilli', 'Chilli crisp', '油辣子', '#a8200f', 1, ('#e7dac0', '#a8322a'), '#f0e3cc', '#a82418', 'sun', True, WOOD('#a99b86')), ('plum', 'Plum preserve', '青梅酱', '#6a7a22', 1, ('#efe6d2', '#6f8a4a'), '#f3eee0', '#3d5a2a', 'leaf', True, LINEN('#b5aa97')),
        ('marmalade', 'Yuzu marmalade', '柚子酱', '#e0a018', 1, ('#efe6d2', '#d9a33c'), '#f7f1de', '#b8731c', 'sun', True, LINEN('#8f9894')), ('miso', 'Rice miso', '米味噌', '#9a6230', 1, ('#e7dac0', '#22335e'), '#f0e7d4', '#22335e', 'grain', True, SLATE),
        ('sambal', 'Sambal', '参巴酱', '#8f2412', 1, ('#d9c08f', '#173f38'), '#f3e6c6', '#7a1a12', 'flower', True, STRAW), ('mango-pickle', 'Mango pickle', '芒果酱菜', '#c97a14', 1, ('#e9cf8a', '#a8480f'), '#f7eccf', '#8a2a14', 'leaf', True, WOOD())]:
    crop('jar-' + name, en, zh, place(CN, 'Shaanxi', 'Hanzhong'), 58, stage, 16, -10, jar, 6.0, (.1, -.1, .66), 64, .085, tint=tint, density=den, clothes=cl, ground=gr, ink=ink, motif=mo, opaque=op)
